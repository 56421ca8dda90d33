import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "./confirm-dialog.tsx";

interface RowTableProps<Row> {
  /** Id of the heading that names the table. */
  readonly heading: string;
  readonly class: string;
  /** Heads of the columns, without the one of the buttons. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The cells of a row; the first one is the head of the row. */
  readonly cells: (row: Row) => readonly ComponentChildren[];
  readonly rowClass?: (row: Row) => string;
  /** Text of the button at the end of each row. */
  readonly label: string;
  /** Name of the button for screen readers, where its text does not say enough. */
  readonly nameOf?: (row: Row) => string;
  readonly onChoose: (row: Row) => void;
}

/** A table of things with a button at the end of each row. */
export function RowTable<Row extends { readonly id: string }>(props: RowTableProps<Row>) {
  const { heading, columns, rows, cells, rowClass, label, nameOf, onChoose } = props;
  return (
    <div class="table-frame" role="region" aria-labelledby={heading} tabIndex={0}>
      <table class={props.class}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const [head, ...others] = cells(row);
            return (
              <tr key={row.id} class={rowClass?.(row)}>
                <th scope="row">{head}</th>
                {others.map((cell) => (
                  <td>{cell}</td>
                ))}
                <td>
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => onChoose(row)}
                    aria-label={nameOf?.(row)}
                  >
                    {label}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface AskingTableProps<Row> extends Omit<RowTableProps<Row>, "onChoose"> {
  readonly question: (row: Row) => string;
  /** What follows from a yes. */
  readonly consequence: (row: Row) => string;
  readonly onConfirm: (row: Row) => Promise<unknown>;
}

/** A table whose buttons ask before they act. */
export function AskingTable<Row extends { readonly id: string }>(props: AskingTableProps<Row>) {
  const { question, consequence, onConfirm, ...table } = props;
  const [asked, setAsked] = useState<Row>();
  return (
    <>
      <RowTable {...table} onChoose={setAsked} />
      {asked && (
        <ConfirmDialog
          title={question(asked)}
          text={consequence(asked)}
          label={table.label}
          onConfirm={() => onConfirm(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
