// Whoever reads may go away first (`npm start | head`): that must not break the ordered stop.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}
