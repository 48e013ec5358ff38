/** What CloudFormation sends. It then waits for an answer at `ResponseURL`, which is as secret as a password. */
export type CustomResourceRequest = {
  RequestType: 'Create' | 'Update' | 'Delete';
  ResponseURL: string;
  StackId: string;
  RequestId: string;
  LogicalResourceId: string;
  /** Absent at Create. */
  PhysicalResourceId?: string;
  ResourceProperties: Readonly<Record<string, unknown>>;
};

export function isCustomResourceRequest(event: unknown): event is CustomResourceRequest {
  return typeof event === 'object' && event !== null && 'RequestType' in event && 'ResponseURL' in event;
}
