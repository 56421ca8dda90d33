import type { Actor } from "../context.ts";

/** Who made an entry; without a person, an author of whom only the name is known. */
export interface Authorship {
  readonly author: string;
  readonly person?: string;
}

/** Who makes an entry now. */
export const authorship = ({ name, person }: Actor): Authorship => ({
  author: name,
  ...(person === undefined ? {} : { person }),
});

/** Whether the actor made an entry. Two persons of one name are two. */
export const isOwn = (actor: Actor, { author, person }: Authorship): boolean =>
  person === actor.person && (person !== undefined || author === actor.name);

/** A key that no other author has. */
export const authorKey = ({ name, person }: Actor): string => person ?? name;
