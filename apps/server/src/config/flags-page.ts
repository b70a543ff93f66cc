import { flagOf } from './server-command.js';
import { SETTING_GROUPS } from './settings.js';
import { defaultText, type Settings } from './setting.js';

const BEGIN = '<!-- flags: written by `node apps/server/dist/write-flags.js` -->';
const END = '<!-- end of flags -->';

/** A page whose tables of flags are those of the settings, between their two marks; undefined where it has no marks. */
export function withFlags(page: string): string | undefined {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) return undefined;
  return `${page.slice(0, begin + BEGIN.length)}\n\n${flagTables()}\n${page.slice(end)}`;
}

const flagTables = (): string =>
  SETTING_GROUPS.map(([title, settings]) => `### ${title}\n\n${tableOf(settings)}`).join('\n');

function tableOf(settings: Settings): string {
  const rows = Object.entries(settings).map(([name, setting]) => [
    asCode(flagOf(name, setting)),
    setting.value === undefined ? escaped(defaultText(setting)) : asCode(defaultText(setting)),
    escaped(setting.about),
  ]);
  return alignedTable([['flag', 'default', 'what it is'], ...rows]);
}

/** Its columns are as wide as their widest cell, which is how the formatter of this repository has tables. */
function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n`;
  return [lines[0], rule, ...lines.slice(1)].join('');
}

const asCode = (text: string): string => `\`${text.replaceAll('|', String.raw`\|`)}\``;

const escaped = (text: string): string => text.replaceAll(/[|*<>[\]]/g, String.raw`\$&`);
