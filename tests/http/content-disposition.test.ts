import { describe, expect, it } from "vitest";
import { attachment } from "../../src/http/content-disposition.ts";

describe("attachment", () => {
  it("leaves a plain name as it is", () => {
    expect(attachment("site.en-ru.csv")).toBe('attachment; filename="site.en-ru.csv"');
  });

  it("sends names in Cyrillic and Chinese in both forms (RFC 6266, RFC 8187)", () => {
    expect(attachment("план 计划.xlf")).toBe(
      "attachment; filename=\"____ __.xlf\"; filename*=UTF-8''%D0%BF%D0%BB%D0%B0%D0%BD%20%E8%AE%A1%E5%88%92.xlf",
    );
    expect(attachment("l'été (1)*.txt")).toBe(
      "attachment; filename=\"l'_t_ (1)*.txt\"; filename*=UTF-8''l%27%C3%A9t%C3%A9%20%281%29%2A.txt",
    );
  });

  it("removes characters that could end the header or leave the folder", () => {
    expect(attachment('a"; x="b\r\nSet-Cookie: c/../d\\e')).toBe(
      'attachment; filename="a_; x=_b__Set-Cookie: c_.._d_e"',
    );
    expect(attachment("\ud800.txt")).toContain("filename*=UTF-8''%EF%BF%BD.txt");
  });
});
