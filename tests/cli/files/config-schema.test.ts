import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configJsonSchema } from "../../../src/cli/files/config.ts";

const SHIPPED = join(import.meta.dirname, "../../../src/web/public/polynya.schema.json");

test("the schema that the service offers to editors is that of the command line", () => {
  expect(JSON.parse(readFileSync(SHIPPED, "utf8"))).toEqual(configJsonSchema());
});

test("the schema describes each property, and refuses others", () => {
  const schema = configJsonSchema() as {
    properties: {
      documents: { items: { properties: Record<string, { description?: string }>; required: string[] } };
    };
    additionalProperties: boolean;
  };
  const { properties, required } = schema.properties.documents.items;
  expect(schema.additionalProperties).toBe(false);
  expect(required).toEqual(["document", "files", "format"]);
  for (const property of Object.values(properties)) expect(property.description).toBeTruthy();
});
