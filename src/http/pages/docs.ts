import { html } from "hono/html";
import { PROBLEM_CODES } from "../../domain/problem.ts";
import { PROBLEM_STATUS } from "../problem-status.ts";
import type { Messages } from "../../messages/messages.ts";
import { type DeclaredOperation, type OpenApiDocument, operationsOf } from "../openapi.ts";
import { layout, type Markup } from "./layout.ts";

type Schema = NonNullable<NonNullable<OpenApiDocument["components"]>["schemas"]>[string];
type SchemaObject = Exclude<Schema, { $ref: string }>;

/** The manual of the HTTP interface: the OpenAPI document as HTML without scripts. */
export function docsPage(messages: Messages, document: OpenApiDocument): Markup {
  const { t } = messages;
  const groups = Map.groupBy(operationsOf(document), ({ operation }) => operation.tags?.[0] ?? "");
  const sections = [...groups].map(
    ([tag, operations]) =>
      html`<section aria-labelledby="tag-${tag}">
        <h2 id="tag-${tag}">${t(`tag.${tag}`)}</h2>
        ${operations.map((declared) => operationArticle(messages, declared))}
      </section> `,
  );
  return layout(messages, t("docs.title"), [
    html`<h1>${t("docs.title")}</h1>
      <p>
        ${t("docs.lead")} <a href="/openapi.json">${t("docs.machine")}</a> ·
        <a href="/docs/problems">${t("docs.problems")}</a>
      </p>
      <nav aria-labelledby="contents">
        <h2 id="contents">${t("docs.contents")}</h2>
        <ul>
          ${[...groups].map(([tag]) => html`<li><a href="#tag-${tag}">${t(`tag.${tag}`)}</a></li>`)}
          <li><a href="#schemas">${t("docs.schemas")}</a></li>
        </ul>
      </nav> `,
    ...sections,
    html`<section aria-labelledby="schemas">
      <h2 id="schemas">${t("docs.schemas")}</h2>
      ${Object.entries(document.components?.schemas ?? {}).map(
        ([name, schema]) =>
          html`<article>
            <h3 id="schema-${name}"><code>${name}</code></h3>
            ${shape(schema, 0)}
          </article> `,
      )}
    </section>`,
  ]);
}

function operationArticle(
  messages: Messages,
  { method, path, permission, operation }: DeclaredOperation,
): Markup {
  const { t } = messages;
  const parameters = (operation.parameters ?? []).flatMap((parameter) =>
    "name" in parameter ? [parameter] : [],
  );
  const body =
    operation.requestBody && "content" in operation.requestBody ? operation.requestBody.content : {};
  const answers = Object.entries(operation.responses ?? {}).filter(([status]) => status !== "default");
  return html`<article id="${anchor(method, path)}">
    <h3><span class="method">${method}</span> <code>${path}</code></h3>
    <p lang="en">${operation.summary ?? ""}</p>
    ${operation.description ? html`<p lang="en">${operation.description}</p>` : ""}
    <p><span class="permission">${t(`permission.${permission}`)}</span></p>
    ${
      parameters.length === 0
        ? ""
        : html`<div class="wide">
            <table>
              <caption>
                ${t("docs.parameters")}
              </caption>
              <thead>
                <tr>
                  <th scope="col">${t("docs.name")}</th>
                  <th scope="col">${t("docs.place")}</th>
                  <th scope="col">${t("docs.type")}</th>
                  <th scope="col">${t("docs.meaning")}</th>
                </tr>
              </thead>
              <tbody>
                ${parameters.map(
                  (parameter) =>
                    html`<tr>
                      <td>
                        <code>${parameter.name}</code
                        >${parameter.required ? html` <em>${t("docs.required")}</em>` : ""}
                      </td>
                      <td>
                        ${t(`docs.in${parameter.in.slice(0, 1).toUpperCase()}${parameter.in.slice(1)}`)}
                      </td>
                      <td>${parameter.schema ? shape(parameter.schema, 0) : ""}</td>
                      <td lang="en">${parameter.description ?? ""}</td>
                    </tr> `,
                )}
              </tbody>
            </table>
          </div>`
    }
    ${contents(t("docs.body"), body)}
    ${answers.map(([status, answer]) =>
      "description" in answer && answer.description !== undefined
        ? html`<h4>${status} · <span lang="en">${answer.description}</span></h4>
            ${contents("", answer.content ?? {})}`
        : "",
    )}
  </article> `;
}

function contents(title: string, content: Readonly<Record<string, { schema?: Schema }>>): Markup | string {
  const types = Object.entries(content);
  if (types.length === 0) return "";
  return html`${title === "" ? "" : html`<h4>${title}</h4>`}${types.map(
    ([type, { schema }]) => html`<div><code>${type}</code> ${schema ? shape(schema, 0) : ""}</div> `,
  )}`;
}

const DEEPEST = 6;

/** Describes a schema in a few words. An object becomes a list of its members. */
function shape(schema: Schema, depth: number): Markup | string {
  if ("$ref" in schema && typeof schema.$ref === "string") {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return html`<a href="#schema-${name}"><code>${name}</code></a>`;
  }
  const plain = schema as SchemaObject;
  if (depth > DEEPEST) return "…";
  const alternatives = plain.anyOf ?? plain.oneOf ?? plain.allOf;
  if (alternatives) {
    const sign = plain.allOf ? " + " : " | ";
    return html`${alternatives.map((part, at) => html`${at === 0 ? "" : sign}${shape(part, depth + 1)}`)}`;
  }
  if (plain.enum)
    return html`${plain.enum.map((value, at) => html`${at === 0 ? "" : " | "}<code>${JSON.stringify(value)}</code>`)}`;
  if (plain.type === "array") return html`${plain.items ? shape(plain.items, depth + 1) : ""}[]`;
  const members = Object.entries(plain.properties ?? {});
  if (members.length === 0) return words(plain);
  const required = new Set(plain.required);
  return html`<ul class="shape">
    ${members.map(
      ([name, member]) =>
        html`<li>
          <code>${name}</code>${required.has(name) ? "" : "?"}:
          ${shape(member, depth + 1)}${
            "description" in member && member.description
              ? html` — <span lang="en">${member.description}</span>`
              : ""
          }
        </li>`,
    )}
  </ul>`;
}

function words(schema: SchemaObject): string {
  const type = [schema.type ?? "any"].flat().join(" | ");
  const bounds = [
    schema.minimum === undefined ? "" : `≥ ${schema.minimum}`,
    schema.maximum === undefined ? "" : `≤ ${schema.maximum}`,
    schema.maxLength === undefined ? "" : `≤ ${schema.maxLength}`,
    schema.default === undefined ? "" : `= ${JSON.stringify(schema.default)}`,
  ].filter((bound) => bound !== "");
  return [schema.format ?? type, ...bounds].join(" ");
}

const anchor = (method: string, path: string) =>
  `${method}${path}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");

/** Lists every problem code with its text. A problem's `type` links to its entry on this page. */
export function problemsPage(messages: Messages): Markup {
  const { t } = messages;
  const codes = PROBLEM_CODES;
  return layout(
    messages,
    t("docs.problems"),
    html`<h1>${t("docs.problems")}</h1>
      <p>${t("docs.problemsLead")}</p>
      ${codes.map(
        (code) =>
          html`<article id="${code}">
            <h2>${t(`problems:${code}.title`)}</h2>
            <p><code>${code}</code> · ${t("docs.status")} ${PROBLEM_STATUS[code]}</p>
            <p>${t(`problems:${code}.detail`)}</p>
            <p>${t(`problems:${code}.advice`)}</p>
          </article> `,
      )}`,
  );
}
