import { pathText } from './path';
import type { Node } from './tree';

/**
 * The canonical text of a node: single spaces, documented spelling, no more parentheses than the tree has. Parsing it
 * gives an equal tree again, positions aside.
 */
export function print(node: Node): string {
  switch (node.kind) {
    case 'empty':
      return '';
    case 'null':
      return 'null';
    case 'boolean':
      return String(node.value);
    case 'number':
      return printNumber(node.value);
    case 'string':
      return printString(node.value);
    case 'array':
      return `[${node.elements.map(print).join(', ')}]`;
    case 'reference':
      return node.prefix === undefined ? pathText(node.path) : `${node.prefix}.${pathText(node.path)}`;
    case 'comparison':
      return `${print(node.left)} ${node.operator} ${print(node.right)}`;
    case 'group':
      return `(${print(node.inner)})`;
    case 'chain':
      return node.operands
        .map((operand, at) =>
          at === 0 ? print(operand) : `${node.operators[at - 1] ?? 'AND'} ${print(operand)}`,
        )
        .join(' ');
  }
}

/** Takes the kind of quotes that the text does not hold; only a text with both has one of them doubled. */
function printString(value: string): string {
  if (!value.includes("'")) return `'${value}'`;
  if (!value.includes('"')) return `"${value}"`;
  return `'${value.replaceAll("'", "''")}'`;
}

/** The language has no exponents, so `1e21` and `1e-7` are written out. */
function printNumber(value: number): string {
  const [mantissa = '', exponentText] = String(value).split('e');
  if (exponentText === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const exponent = Number(exponentText);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - whole.length)}${whole}${fraction}`;
  return `${sign}${whole}${fraction.padEnd(exponent, '0')}`;
}
