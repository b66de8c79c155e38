'use strict';

/** Makes nothing of a module. */
module.exports = () => '';
