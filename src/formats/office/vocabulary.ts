import type { Language } from "../../domain/language.ts";
import type { XmlElement } from "../xml/reader.ts";
import type { OptionalText } from "../traits.ts";
import type { BlockKind } from "../../domain/block.ts";

/** One end of a stretch that two empty elements with the same id limit. No other element may have this id. */
export interface Limit {
  readonly side: "start" | "end";
  readonly id: string;
}

/** What an element is in a document. An element without a role only contains others. */
export type Role =
  /** A paragraph. `mixed`: its characters stand in it directly, and not in elements of their own. */
  | { readonly is: "paragraph"; readonly mixed?: true }
  /** A stretch of one format. `styled`: the format is that of a style; else a `format` element inside gives it. */
  | { readonly is: "run"; readonly styled?: true }
  | { readonly is: "format" }
  /** Holds the characters of a run. */
  | { readonly is: "text" }
  /** Stands for a character. */
  | { readonly is: "character"; readonly text: string }
  /** A stretch that means something to a reader, such as a link. */
  | { readonly is: "span"; readonly hint: string }
  /** A stretch that means nothing to a reader. */
  | { readonly is: "plain" }
  /** Content of the `span` or `plain` that it stands in; what comes before it describes it. */
  | { readonly is: "content" }
  /** Something that stands in the text and is no text. Paragraphs inside it are paragraphs of their own. */
  | {
      readonly is: "object";
      readonly hint: string;
      readonly scope?: { readonly name: string; readonly label: string };
      readonly limit?: Limit;
    }
  /** Nothing that a reader sees, but has to stay: a bookmark. It belongs to what follows it, or to what precedes it. */
  | { readonly is: "mark"; readonly side: "before" | "after"; readonly comment?: string }
  /** Nothing that a reader sees, and is of no use in another text: the mark of a spelling error. */
  | { readonly is: "drop" }
  /** Contains no text. */
  | { readonly is: "skip" }
  /** Properties of the paragraph. */
  | { readonly is: "properties" }
  /** Limits of a field in several runs, and its instruction. */
  | { readonly is: "field"; readonly limit: string }
  | { readonly is: "instruction" }
  /** A surrounding that says what the paragraphs in it are. */
  | { readonly is: "scope"; readonly name: string; readonly label?: string; readonly anchor?: string }
  /** Tells more about the scope around it. `anchor`: what comments on it name. */
  | { readonly is: "label"; readonly label?: string; readonly anchor?: string }
  /** Two forms of the same, for old and new programs. */
  | { readonly is: "alternatives" }
  | { readonly is: "fallback" };

/** What a paragraph is. */
export interface BlockInfo {
  readonly kind: BlockKind;
  readonly level?: number;
  /** Where it stands, if that says more than the kind: `footnote`, `header`. It is the unit's context. */
  readonly place?: string;
  readonly optional?: OptionalText;
  /** True for the title of the document. */
  readonly isTitle?: true;
  /** True for a copy of a text that stands elsewhere in the file, and for a prompt that only authors see. */
  readonly hasNoUnit?: true;
}

/** An attribute that holds a text for readers. */
export interface TextAttribute {
  readonly name: string;
  /** What the text is, if the name of the attribute does not say it. */
  readonly place?: string;
  readonly optional?: OptionalText;
}

/** Property of a paragraph whose end counts as deleted: the next paragraph beside it goes on with its text. */
export const JOINS_NEXT = "joins next";

/** What a vocabulary knows of a paragraph when it has ended. */
export interface ParagraphFacts {
  /** What `property` gathered. */
  readonly properties: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly local: string;
  /** Scopes around it, from the outermost. */
  readonly scopes: readonly { readonly name: string; readonly label: string }[];
}

/** A format: its properties with their values. */
export type TextFormat = ReadonlyMap<string, string>;

/** Everything that differs between the XML languages of documents. */
export interface Vocabulary {
  /** The role of an element; `undefined` for one that only contains others. */
  readonly role: (element: XmlElement) => Role | undefined;
  /** Attributes of an element that hold texts for readers. */
  readonly textAttributes: (element: XmlElement) => readonly TextAttribute[];
  /** Takes note of an element inside `properties`. */
  readonly property: (properties: Record<string, string>, element: XmlElement) => void;
  /** What a paragraph is. */
  readonly block: (facts: ParagraphFacts) => BlockInfo;
  /** A property of a format as it counts for a reader; `undefined` if no reader sees it. `xml` is the whole element. */
  readonly formatProperty: (name: string, xml: string) => string | undefined;
  /** Properties that stand in the attributes of the `format` element. */
  readonly formatAttributes: (attributes: Readonly<Record<string, string>>) => TextFormat;
  /** Format of a style, for runs that are `styled`. */
  readonly styleFormat: (attributes: Readonly<Record<string, string>>) => TextFormat;
  /**
   * What a reader sees of formats in a paragraph, beside what its other text looks like. Two runs for which it is the same
   * are one.
   */
  readonly visibleFormat: (facts: ParagraphFacts) => (format: TextFormat) => TextFormat;
  /** Name of the difference that a property makes, for translators. */
  readonly formatHint: (name: string, value: string) => string;
  /** True when the format hides its text. */
  readonly isHidden: (format: TextFormat) => boolean;
  /** True for runs of white space and line ends that count as one blank. */
  readonly collapses: boolean;
  /** True when line ends in the file are line breaks in the text. */
  readonly keepsLines: boolean;
  /** Only the innermost run formats a text. */
  readonly flatRuns: boolean;
  /** Local name of the element that holds characters; `undefined` where they stand in the paragraph itself. */
  readonly textElement?: string;
  /** Attributes of that element, with a blank before them. */
  readonly textElementAttributes: string;
  /** Characters that are written as elements. `outside`: the element stands beside the runs and repeats their format. */
  readonly elements: ReadonlyMap<string, { readonly xml: string; readonly outside?: true }>;
  /** Writes the start of a run with another language. */
  readonly runInLanguage: (xml: string, prefix: string, language: Language, tag: string) => string;
}
