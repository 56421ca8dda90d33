import { useState } from "preact/hooks";
import {
  type Collection,
  getCollections,
  getInvitations,
  getPeople,
  getSignInProviders,
  type Invitation,
  type Person,
  withdrawInvitation,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { AskingTable, RowTable } from "../../components/row-table.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { compareText, formatAgo, formatDate, formatNumber, SHORT_NAMES, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useLoaded } from "../../loading.ts";
import { useMe } from "../../session.ts";
import { givenText, roleThere } from "../../text/access-text.ts";
import { PersonDialog } from "./person-dialog.tsx";

type Titles = ReadonlyMap<string, string>;

/** Orders of the list. */
const ORDERS = {
  name: (a: Person, b: Person) => compareText(a.name, b.name),
  used: (a: Person, b: Person) => (b.used ?? "").localeCompare(a.used ?? ""),
  created: (a: Person, b: Person) => b.created.localeCompare(a.created),
} as const;
type Order = keyof typeof ORDERS;
const ORDER_NAMES: readonly Order[] = ["name", "used", "created"];

/** All people, and the invitations that nobody has taken yet. */
export function People({ reloaded }: { reloaded: number }) {
  const [people, reload] = useLoaded(`people/${reloaded}`, getPeople);
  const [invitations, reloadInvitations] = useLoaded(`invitations/${reloaded}`, getInvitations);
  const [collections] = useLoaded("collections", getCollections);
  const titles = new Map(collections.value?.map(({ id, title }) => [id, title]));
  return (
    <section>
      <h2 id="people">{t("people.title")}</h2>
      <p class="muted">{t("people.lead")}</p>
      <LoadedView of={people} reload={reload}>
        {(list) => (
          <PeopleList people={list} collections={collections.value ?? []} titles={titles} onChange={reload} />
        )}
      </LoadedView>
      <LoadedView of={invitations} reload={reloadInvitations}>
        {(list) =>
          list.length > 0 && <Invitations invitations={list} titles={titles} onChange={reloadInvitations} />
        }
      </LoadedView>
    </section>
  );
}

interface PeopleListProps {
  readonly people: readonly Person[];
  readonly collections: readonly Collection[];
  readonly titles: Titles;
  readonly onChange: () => void;
}

function PeopleList({ people, collections, titles, onChange }: PeopleListProps) {
  const me = useMe();
  const [sought, setSought] = useState("");
  const [order, setOrder] = useState<Order>("name");
  const [changed, setChanged] = useState<Person>();
  const [providers] = useLoaded("sign-in-providers", getSignInProviders);
  const labels = new Map(providers.value?.map(({ name, label }) => [name, label]));
  const given = (person: Person) => givenLines(person, titles, labels);
  if (people.length === 0) return <p class="empty">{t("people.none")}</p>;
  const shown = people
    .filter((person) =>
      `${person.name} ${rolesText(person, titles)} ${given(person).join(" ")}`
        .toLowerCase()
        .includes(sought.trim().toLowerCase()),
    )
    .toSorted(ORDERS[order]);
  return (
    <>
      <div class="filters">
        <SearchField label={t("people.search")} value={sought} onSearch={setSought} />
        <ChoiceField
          label={t("people.order")}
          value={order}
          choices={ORDER_NAMES.map((value) => ({ value, text: t(`people.orders.${value}`) }))}
          onChange={(chosen) => setOrder(chosen ?? "name")}
        />
      </div>
      <p class="muted" role="status">
        {t("people.count", { shown: formatNumber(shown.length), all: formatNumber(people.length) })}
      </p>
      {shown.length > 0 && (
        <RowTable
          heading="people"
          class="people"
          columns={columnsOf(["name", "languages", "roles", "used", "state"])}
          rows={shown}
          rowClass={({ disabled }) => (disabled === null ? "" : "off")}
          cells={(person) => [
            <>
              {person.name} {person.id === me.person && <span class="badge">{t("people.you")}</span>}
            </>,
            person.languages.map((language) => SHORT_NAMES[language]).join(", ") || "–",
            [rolesText(person, titles), ...given(person)].filter((text) => text !== "").join("; ") ||
              t("people.noRole"),
            person.used === null ? "–" : formatAgo(person.used),
            person.disabled === null
              ? t("people.active")
              : t("people.disabledSince", { date: formatDate(person.disabled) }),
          ]}
          label={t("people.changeShort")}
          nameOf={({ name }) => t("people.change", { name })}
          onChoose={setChanged}
        />
      )}
      {changed && (
        <PersonDialog
          person={changed}
          collections={collections}
          onClose={() => setChanged(undefined)}
          onDone={onChange}
        />
      )}
    </>
  );
}

/** Roles in words: in all collections first. */
function rolesText({ role, roles }: Pick<Person, "role" | "roles">, titles: Titles): string {
  const wide = role === null ? [] : [t(`role.${role}`)];
  const parts = Object.entries(roles).map(([collection, there]) => roleThere(there, collection, titles));
  return [...wide, ...parts].join("; ");
}

/** What the groups of providers add, in words. @param labels of providers by name */
function givenLines({ given }: Person, titles: Titles, labels: ReadonlyMap<string, string>): string[] {
  return given.flatMap(({ provider, until, roles }) => {
    const words = { roles: givenText(roles, titles).join("; "), provider: labels.get(provider) ?? provider };
    if (roles.length === 0) return [];
    return [t(Date.parse(until) > Date.now() ? "people.givenBy" : "people.ended", words)];
  });
}

interface InvitationsProps {
  readonly invitations: readonly Invitation[];
  readonly titles: Titles;
  readonly onChange: () => void;
}

/** The invitations that nobody has taken yet. */
function Invitations({ invitations, titles, onChange }: InvitationsProps) {
  const question = ({ name }: Invitation) => t("people.withdrawWhose", { name });
  return (
    <section class="invitations">
      <h3 id="invitations">{t("people.invitations")}</h3>
      <AskingTable
        heading="invitations"
        class="people"
        columns={columnsOf(["name", "roles", "by", "expires"])}
        rows={invitations}
        cells={(invitation) => [
          invitation.name,
          rolesText(invitation, titles) || t("people.noRole"),
          invitation.createdBy,
          formatDate(invitation.expires),
        ]}
        label={t("people.withdraw")}
        nameOf={question}
        question={question}
        consequence={() => t("people.withdrawText")}
        onConfirm={async ({ id }) => {
          await withdrawInvitation(id);
          announce(t("people.withdrawn"));
          onChange();
        }}
      />
    </section>
  );
}

const columnsOf = (names: readonly string[]): string[] => names.map((name) => t(`people.column.${name}`));
