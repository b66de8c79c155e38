'use strict';
const { createElement } = require('react');
const { createSvgIcon } = require('@material-ui/core/utils');

/** A downward arrow, drawn anew. */
exports.default = createSvgIcon(createElement('path', { d: 'M6 9h12l-6 6z' }), 'KeyboardArrowDown');
Object.defineProperty(exports, '__esModule', { value: true });
