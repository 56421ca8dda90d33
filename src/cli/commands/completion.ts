import type { Command, Options } from "../command.ts";
import { GLOBAL_OPTIONS } from "../talk/help.ts";
import { EXIT, Failure } from "../exit-codes.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** Makes the command that prints a completion script for a shell. */
export function completionOf(commands: () => Promise<ReadonlyMap<string, Command>>): Command {
  return {
    usage: SHELLS.join("|"),
    arguments: [1, 1],
    options: {},
    run: async (invocation) => {
      const [shell = ""] = invocation.args;
      const script = SCRIPTS[SHELLS.find((known) => known === shell) ?? "none"];
      if (script === undefined) {
        throw new Failure(EXIT.usage, "option-invalid", {
          option: "SHELL",
          value: shell,
          allowed: SHELLS.join(", "),
        });
      }
      invocation.environment.out(script(await commands(), invocation.t));
      return EXIT.done;
    },
  };
}

type Script = (commands: ReadonlyMap<string, Command>, t: (key: string) => string) => string;

const names = (options: Options): string[] =>
  Object.keys({ ...options, ...GLOBAL_OPTIONS }).map((name) => `--${name}`);

const bash: Script = (commands) => `_polynya() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${[...commands.keys()].join(" ")}" -- "$word"))
    return
  fi
  case "$word" in -*) ;; *) COMPREPLY=($(compgen -f -- "$word")); return ;; esac
  case "$command" in
${[...commands].map(([name, { options }]) => `    ${name}) COMPREPLY=($(compgen -W "${names(options).join(" ")}" -- "$word")) ;;`).join("\n")}
  esac
}
complete -o filenames -F _polynya polynya
`;

const zsh: Script = (commands, t) => `#compdef polynya
_polynya() {
  local -a commands
  commands=(
${[...commands.keys()].map((name) => `    ${quoted(`${name}:${t(`commands.${name}`)}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${[...commands].map(([name, { options }]) => `    ${name}) [[ "$PREFIX" == -* ]] && compadd -- ${names(options).join(" ")} || _files ;;`).join("\n")}
  esac
}
compdef _polynya polynya
`;

const fish: Script = (commands, t) =>
  [...commands]
    .flatMap(([name, { options }]) => [
      `complete -c polynya -f -n __fish_use_subcommand -a ${name} -d ${quoted(t(`commands.${name}`))}`,
      ...Object.entries({ ...options, ...GLOBAL_OPTIONS }).map(
        ([option, { argument }]) =>
          `complete -c polynya -n '__fish_seen_subcommand_from ${name}' -l ${option}${argument === undefined ? "" : " -r"} -d ${quoted(t(`options.${option}`))}`,
      ),
    ])
    .map((line) => `${line}\n`)
    .join("");

const quoted = (text: string): string => `'${text.replaceAll("'", "’")}'`;

const SCRIPTS: Readonly<Record<string, Script>> = { bash, zsh, fish };
