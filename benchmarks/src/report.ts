/** What one benchmark has to say. */
export type Report = {
  readonly title: string;
  /** Without title and machine. */
  readonly markdown: string;
  readonly svg?: string | undefined;
  /** The raw figures, for JSON. */
  readonly figures: unknown;
};

export type Say = (line: string) => void;
