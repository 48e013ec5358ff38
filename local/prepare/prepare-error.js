/** Something that only the person can put right. The message says what it is; `remedy` says what to do. */
export class PrepareError extends Error {
  /**
   * @param {string} message
   * @param {{ remedy: string, lastLines?: readonly string[], cause?: unknown }} details
   */
  constructor(message, { remedy, lastLines = [], cause }) {
    super(message, { cause });
    this.name = 'PrepareError';
    this.remedy = remedy;
    this.lastLines = lastLines;
  }
}
