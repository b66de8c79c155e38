import React, { Fragment } from 'react';
import { pieces } from '../strings';
import type { Said } from './said';

/** Names of attributes and parts of expressions are set in the type of code; everything else that is filled in is strong. */
const CODE: ReadonlySet<string> = new Set(['attribute', 'path', 'clause']);

/** Something said, with what is filled in set off. */
export function Phrase({ said: { key, values } }: { said: Said }) {
  return (
    <>
      {pieces(key).map(({ name, written }, i) => {
        const value = name === null ? undefined : values[name];
        if (name === null || value === undefined) return <Fragment key={i}>{written}</Fragment>;
        return CODE.has(name) ? <code key={i}>{value}</code> : <strong key={i}>{value}</strong>;
      })}
    </>
  );
}
