'use strict';
/** Remembers the timers of a process, so that all of them can be cleared. To be loaded before any other code. */
const timers = new Set();

/** Puts another function in the place of a global one, with the properties that it has (`util.promisify`). */
function replace(name, by) {
  const native = globalThis[name];
  const replacement = by(native);
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(native));
  globalThis[name] = replacement;
}

replace('setTimeout', (native) => (callback, ms, ...args) => {
  const timer = native(
    (...given) => {
      timers.delete(timer);
      callback(...given);
    },
    ms,
    ...args,
  );
  timers.add(timer);
  return timer;
});
replace('setInterval', (native) => (...args) => {
  const timer = native(...args);
  timers.add(timer);
  return timer;
});
for (const name of ['clearTimeout', 'clearInterval'])
  replace(name, (native) => (timer) => {
    timers.delete(timer);
    native(timer);
  });

exports.clearTimers = function clearTimers() {
  for (const timer of timers) clearTimeout(timer);
};
