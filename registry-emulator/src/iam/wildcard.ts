/**
 * Whether the text is of the pattern's form, where `*` is any number of characters and `?` is one. It goes back to
 * the latest `*` only, so that no text, which comes from the network, can make it take long.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let latestStar = -1;
  let starEnd = 0;
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      latestStar = inPattern++;
      starEnd = inText;
    } else if (wanted === '?' || wanted === text[inText]) {
      inPattern++;
      inText++;
    } else if (latestStar >= 0) {
      inPattern = latestStar + 1;
      inText = ++starEnd;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
