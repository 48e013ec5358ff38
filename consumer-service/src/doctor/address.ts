export type Address = { readonly host: string; readonly port: number };

/** Of `host:port`, which the configuration has checked. */
export function parseAddress(text: string): Address {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

export function renderAddress({ host, port }: Address): string {
  return `${host}:${port}`;
}
