import { Command, Option } from 'commander';
import { VERSION } from '../version.js';
import type { Given } from './given.js';
import { SETTING_GROUPS } from './settings.js';
import { defaultText, type Setting } from './setting.js';

/** The command line of the server: a flag for each setting, whose value is left as text. */
export function serverCommand(): Command {
  const command = new Command('aiaa-server')
    .description(
      'An open server for AI-assisted annotation, with the API of the AIAA server. Each flag has a twin in the ' +
        'environment, AIAA_PORT that of --port, and a key in the file of --config, port; the flag wins, then the ' +
        'environment.',
    )
    .version(VERSION, '--version')
    .exitOverride()
    .showSuggestionAfterError(false)
    .allowExcessArguments(false);
  for (const [title, settings] of SETTING_GROUPS)
    for (const [name, setting] of Object.entries(settings))
      command.addOption(optionOf(name, setting).helpGroup(`${title}:`));
  return command;
}

/** The flag of a setting, with its value: `-w, --workspace <folder>`. */
export function flagOf(name: string, { kind, short, bare }: Setting<unknown>): string {
  const value = bare === undefined ? `<${kind.placeholder}>` : `[${kind.placeholder}]`;
  return `${short === undefined ? '' : `${short}, `}--${name} ${value}`;
}

/** What a command that has parsed was given. */
export const settingsOfCommand = (command: Command): readonly Given[] =>
  Object.entries(command.opts<Readonly<Record<string, string>>>()).map(([name, text]) => {
    const flags = command.options.find(({ long }) => long === `--${name}`)?.flags;
    return { name, text, where: `Option '${flags?.replace(/^-\w, /, '') ?? name}' argument` };
  });

function optionOf(name: string, setting: Setting<unknown>): Option {
  const text = defaultText(setting);
  const option = new Option(
    flagOf(name, setting),
    `${setting.about}${text === '' ? '' : ` (default: ${text})`}`,
  );
  return setting.bare === undefined ? option : option.preset(setting.bare);
}
