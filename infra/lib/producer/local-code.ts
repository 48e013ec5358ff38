import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** What a function runs, made at synthesis in this process: no network, no Docker, no npm. */
export function createLocalCode(sourceFolder: string, write: (outputFolder: string) => void): Code {
  return Code.fromAsset(sourceFolder, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required by its type and never used: what is local either succeeds or throws.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle(outputFolder) {
          write(outputFolder);
          return true;
        },
      },
    },
  });
}
