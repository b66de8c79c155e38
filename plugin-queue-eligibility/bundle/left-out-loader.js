'use strict';

/** Leaves what a module does out of the bundle: its exports stay, and making use of one says that it is not there. */
module.exports = (source) => {
  const declared = [...source.matchAll(/^export (?:async )?(?:function|class|const|let) (\w+)/gm)];
  const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \};/gm)];
  const names = [...declared, ...renamed].map(([, name]) => name);
  return [
    `function leftOut() { throw new Error('left out of this bundle: see webpack.config.js'); }`,
    ...names.map((name) => `function _${name}() { return leftOut; }\nexport { _${name} as ${name} };`),
  ].join('\n');
};
