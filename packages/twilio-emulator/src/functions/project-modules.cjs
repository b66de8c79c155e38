'use strict';
/** Loads a project's own modules, and forgets them: of those that are loaded anew nothing stays but what was compiled. */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const compiled = new Map();
let project;

const isOwn = (file) =>
  project !== undefined && file.startsWith(project) && !file.startsWith(project + 'node_modules');

/** A module's function, of which Node would compile the text each time. */
function functionOf(file) {
  const text = readFileSync(file, 'utf8');
  if (compiled.get(file)?.text !== text)
    compiled.set(file, { text, script: new vm.Script(Module.wrap(text), { filename: file }) });
  return compiled.get(file).script.runInThisContext();
}

const native = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
  if (!isOwn(file)) return native(module, file);
  const { exports } = module;
  functionOf(file).call(exports, exports, Module.createRequire(file), module, file, path.dirname(file));
};

/** From now on the modules below this folder are a project's own, but for the packages that it is given. */
exports.remember = function remember(folder) {
  project = folder + path.sep;
};

exports.forget = function forget() {
  for (const [file, module] of Object.entries(require.cache)) {
    if (!isOwn(file)) continue;
    delete require.cache[file];
    // Who loaded it holds it as well.
    for (const { children } of Object.values(require.cache)) {
      const at = children.indexOf(module);
      if (at >= 0) children.splice(at, 1);
    }
  }
  project = undefined;
};
