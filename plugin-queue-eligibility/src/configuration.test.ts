import { describe, expect, it } from '@jest/globals';
import { readConfiguration } from './configuration';

const ours = (settings: unknown) => ({ queue_eligibility: settings });

describe('the configuration', () => {
  it('has defaults, and says nothing of what is not set', () => {
    for (const nothing of [undefined, null, {}, ours({})]) {
      expect(readConfiguration(nothing, {})).toEqual({
        functionsBaseUrl: null,
        showColumn: 'auto',
        problems: [],
      });
    }
  });

  it('is that of the build where ui_attributes say nothing, and theirs where they do', () => {
    const build = { functions_base_url: 'https://build.twil.io/', show_column: 'never' };
    expect(readConfiguration({}, build)).toMatchObject({
      functionsBaseUrl: 'https://build.twil.io',
      showColumn: 'never',
    });
    const settings = ours({ functions_base_url: 'https://run.twil.io', show_column: 'always' });
    expect(readConfiguration(settings, build)).toEqual({
      functionsBaseUrl: 'https://run.twil.io',
      showColumn: 'always',
      problems: [],
    });
  });

  it('names every problem, and goes on with the defaults', () => {
    const read = readConfiguration(
      ours({ functions_base_url: 'ftp://x', show_column: 'maybe', colum: 1 }),
      {},
    );
    expect(read).toMatchObject({ functionsBaseUrl: null, showColumn: 'auto' });
    expect(read.problems).toEqual([
      expect.stringContaining('ui_attributes.queue_eligibility.functions_base_url must be'),
      expect.stringContaining('ui_attributes.queue_eligibility.show_column must be auto, always or never'),
      expect.stringContaining('ui_attributes.queue_eligibility.colum is not a setting'),
    ]);
    expect(readConfiguration(ours('on'), {}).problems).toHaveLength(1);
  });

  it('sends no token in the clear, but on this machine', () => {
    const at = (address: string) =>
      readConfiguration(ours({ functions_base_url: address }), {}).functionsBaseUrl;
    expect(at('http://example.twil.io')).toBeNull();
    expect(at('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
  });
});
