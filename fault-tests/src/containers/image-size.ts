import { type Project, toLines } from './project.ts';

/** In MB, as the engine counts them unpacked. Application layers are those on top of the runtime's image. */
export type ImageSize = { image: string; totalMb: number; applicationMb: number };

const RUNTIME_IMAGE = 'gcr.io/distroless/nodejs24-debian12:nonroot';
const BYTES_PER_MB = 1_000_000;

export async function readImageSizes(project: Project): Promise<ImageSize[]> {
  const config = toLines(await project.compose('--profile', 'demo', 'config', '--images'));
  const images = [...new Set(config)].filter((image) => image.startsWith('glueline/')).toSorted();
  const runtime = await readSizeMb(project, RUNTIME_IMAGE);
  return Promise.all(
    images.map(async (image) => {
      const totalMb = await readSizeMb(project, image);
      return { image, totalMb, applicationMb: totalMb - runtime };
    }),
  );
}

async function readSizeMb(project: Project, image: string): Promise<number> {
  const bytes = await project.docker('image', 'inspect', '--format', '{{.Size}}', image);
  return Number(bytes) / BYTES_PER_MB;
}
