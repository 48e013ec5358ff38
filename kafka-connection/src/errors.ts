/** No token is at hand that a broker would take. */
export class TokenError extends Error {
  override name = 'TokenError' as const;
}
