/**
 * Contenders that no package registry serves in a form this run could start. Measured once on a machine of this kind:
 * two cores, one of them the contender's, 200,000 records of this kind, the whole run with its start; Bento and Camel
 * built from source.
 */
export const RECORDED_ELSEWHERE = [
  {
    title: 'Bento 1.20 (Go)',
    itemsPerCpuSecond: '27,000–38,000',
    remark: '310 and 347 of 1,000 keys were left on a stale record at its default concurrency',
  },
  {
    title: "Kafka Connect with Camel's DynamoDB sink",
    itemsPerCpuSecond: '1,600–2,500',
    remark: 'a record per request',
  },
] as const;
