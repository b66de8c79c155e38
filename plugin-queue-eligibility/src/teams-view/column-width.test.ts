import { expect, it } from '@jest/globals';
import { leastWidthOf } from './column-width';

it('leaves room for each column: ours lay on top of Messages where a panel was open', () => {
  const headers = ['calc(14rem)', '', '200px'].map((width) => {
    const header = document.createElement('th');
    header.style.width = width;
    return header;
  });
  expect(leastWidthOf(headers)).toMatch(/^calc\(.*14rem.* \+ 13rem \+ 200px\)$/);
});
