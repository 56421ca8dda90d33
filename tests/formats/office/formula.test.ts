import { expect, test } from "vitest";
import {
  renamedAddresses,
  renamedChoices,
  renamedFormula,
  renamedOpenFormula,
} from "../../../src/formats/office/formula.ts";

const renames = {
  sheets: new Map([
    ["data", "Данные"],
    ["old year", "Год 'старый'"],
  ]),
  columns: new Map([
    [
      "table1",
      new Map([
        ["region", "Регион"],
        ["sum [rub]", "Сумма [руб]"],
      ]),
    ],
  ]),
  texts: new Map([
    ["Yes", "Да"],
    ["No", 'Не"т'],
  ]),
};

test.each([
  ["Data!A1+data!$B$2", "'Данные'!A1+'Данные'!$B$2"],
  ["'Old year'!A1", "'Год ''старый'''!A1"],
  ["SUM(Data:Last!A1)", "SUM('Данные:Last'!A1)"],
  ["[1]Data!A1+'[book.xlsx]Data'!A1", "[1]Data!A1+'[book.xlsx]Data'!A1"],
  ["MyData!A1+Data2!A1", "MyData!A1+Data2!A1"],
  ["SUM(Table1[Region])", "SUM(Table1[Регион])"],
  ["Table1[[#This Row],[sum '[rub']]]", "Table1[[#This Row],[Сумма '[руб']]]"],
  ["Table1[@Region]", "Table1[@Регион]"],
  ["Table1[[Region]:[Sum '[rub']]]", "Table1[[Регион]:[Сумма '[руб']]]"],
  ["Other[Region]", "Other[Region]"],
  ['IF(A1="Yes","No","Yes, sir")', 'IF(A1="Да","Не""т","Yes, sir")'],
  ['"Data!A1"', '"Data!A1"'],
])("a formula follows names and texts: %s", (before, after) => {
  expect(renamedFormula(before, renames)).toBe(after);
});

test("a list of choices follows the texts of cells", () => {
  expect(renamedChoices('"Yes,No,Maybe"', renames)).toBe('"Да,Не""т,Maybe"');
  expect(renamedChoices("Data!$A$1", renames)).toBe("Data!$A$1");
});

test("a list of choices that would be too long stays", () => {
  const long = { texts: new Map([["Yes", "Д".repeat(300)]]) };
  expect(renamedChoices('"Yes,No"', long)).toBe('"Yes,No"');
});

test.each([
  ["Data.A1:Data.B2", "'Данные'.A1:'Данные'.B2"],
  ["$'Old year'.$A$1 Data.C3", "$'Год ''старый'''.$A$1 'Данные'.C3"],
  ["MyData.A1", "MyData.A1"],
  ["'file:///x.ods'#$Data.A1", "'file:///x.ods'#$Data.A1"],
])("addresses of OpenDocument follow: %s", (before, after) => {
  expect(renamedAddresses(before, renames.sheets)).toBe(after);
});

test("a formula of OpenDocument follows, and strings in it that are no references stay", () => {
  expect(renamedOpenFormula('of:=IF([Data.A1]="Yes";[.B1];"Data.A1")', renames)).toBe(
    'of:=IF([\'Данные\'.A1]="Да";[.B1];"Data.A1")',
  );
});

test.each(["'", '"', "[", "a", "a[", "'!", "\\", "a:", "[a"])(
  "a formula of %s alone stays, in linear time",
  (one) => {
    const formula = one.repeat(100_000);
    expect(renamedFormula(formula, renames)).toBe(formula);
    expect(renamedOpenFormula(formula, renames)).toBe(formula);
  },
);
