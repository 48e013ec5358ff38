/** Something that only the person can put right. The message says what it is; `remedy` says what to do. */
export class PrepareError extends Error {
  /**
   * @param {string} message
   * @param {{ remedy: string, excerpt?: readonly string[], cause?: unknown }} details
   */
  constructor(message, { remedy, excerpt = [], cause }) {
    super(message, { cause });
    this.name = 'PrepareError';
    this.remedy = remedy;
    this.excerpt = excerpt;
  }
}
