/** What keeps a command from doing its work, said to the person who called it. */
export class Problem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Problem';
  }
}
