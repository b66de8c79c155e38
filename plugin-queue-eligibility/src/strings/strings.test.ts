import { describe, expect, it } from '@jest/globals';
import type { Manager } from '@twilio/flex-ui';
import { english, languages, registerStrings, text, type StringKey } from '.';

const placeholders = (template: string): string[] =>
  [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
const managerWith = (strings: Record<string, string>) => ({ strings }) as unknown as Manager;
const others = Object.entries(languages).filter(([language]) => language !== 'en');

describe.each(others)('%s', (_language, strings) => {
  it('has every string, and none that English has not', () => {
    expect(Object.keys(strings).sort()).toEqual(Object.keys(english).sort());
    expect(Object.values(strings).every((template) => template.trim() !== '')).toBe(true);
  });

  it('fills in the same', () => {
    for (const key of Object.keys(english) as StringKey[]) {
      expect([key, placeholders(strings[key])]).toEqual([key, placeholders(english[key])]);
    }
  });
});

it('begins every name with ours, so that it is no other plugin’s', () => {
  expect(Object.keys(english).filter((key) => !key.startsWith('QueueEligibility'))).toEqual([]);
});

describe('the strings of Flex', () => {
  const key = 'QueueEligibilityColumnHeader';

  it('hold ours in the language of Flex', () => {
    registerStrings(managerWith({}), 'es-MX');
    expect(text(key)).toBe(languages['es']?.[key]);
    registerStrings(managerWith({}), 'pt-BR');
    expect(text(key)).toBe(english[key]);
  });

  it('keep what the customer has set', () => {
    const manager = managerWith({ [key]: 'Colas de Ada' });
    registerStrings(manager, 'es');
    expect(text(key)).toBe('Colas de Ada');
    expect(manager.strings).toMatchObject({
      QueueEligibilityColumnNone: languages['es']?.['QueueEligibilityColumnNone'],
    });
  });

  it('have their placeholders filled in, and keep one that nothing fills', () => {
    registerStrings(managerWith({ [key]: 'about {{count}} of {{other}}' }), 'en');
    expect(text(key, { count: 3 })).toBe('about 3 of {{other}}');
  });
});
