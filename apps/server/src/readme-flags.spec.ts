import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { withFlags } from './config/flags-page.js';
import { SETTING_GROUPS, SETTINGS } from './config/settings.js';

const PAGE = await readFile(new URL('../README.md', import.meta.url), 'utf8');

describe("the README's flags", () => {
  it('are those of the server', () => {
    const written = withFlags(PAGE);
    if (written !== PAGE) {
      throw new Error(
        'The flags of apps/server/README.md are not those of the server: after a build, run ' +
          '`node apps/server/dist/write-flags.js`, which writes them.',
      );
    }
  });

  it('name every setting once', () => {
    const names = SETTING_GROUPS.flatMap(([, settings]) => Object.keys(settings));
    expect(names).toEqual(Object.keys(SETTINGS));
    for (const name of names)
      expect(PAGE.match(new RegExp(`^\\| \`(-\\w, )?--${name} `, 'gm'))).toHaveLength(1);
  });

  it('go only between marks', () => {
    expect(withFlags('no marks')).toBeUndefined();
    const [, begin = '', end = ''] = /^(<!-- flags.*-->)$[^]*^(<!-- end.*-->)$/m.exec(PAGE) ?? [];
    const written = withFlags(`Before.\n\n${begin}\n\nwhat was there\n\n${end}\n\nAfter.\n`) ?? '';
    expect(written).toMatch(/^Before\.\n\n<!-- flags[^]*<!-- end of flags -->\n\nAfter\.\n$/);
    expect(written).not.toContain('what was there');
    expect(withFlags(`${end}\n${begin}\n`)).toBeUndefined();
  });
});
