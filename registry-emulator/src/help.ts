export const HELP = `Emulates the AWS Glue Schema Registry and STS AssumeRole on one port.

  EMULATOR_PORT=8085 EMULATOR_ACCOUNTS_FILE=accounts.json glueline-registry-emulator

It takes no arguments. Its settings are variables:

  EMULATOR_PORT              required; 0 takes any free port
  EMULATOR_ACCOUNTS_FILE     required; JSON file of accounts, users, roles and policies
  EMULATOR_HOST              address to listen on; 127.0.0.1 unless set
  EMULATOR_DATA_DIR          folder that keeps the registries; without it all is forgotten at the end
  EMULATOR_PENDING_DELAY_MS  how long a new version under a *_ALL mode stays PENDING; 3000 unless set
  EMULATOR_DELETE_DELAY_MS   how long what is deleted shows DELETING; 700 unless set
  EMULATOR_FAULT_CONTROL     "on" lets other processes set faults at /_emulator/faults
  LOG_LEVEL                  trace, debug, info, warn, error, fatal or silent; info unless set

SIGTERM and Ctrl-C stop it. README.md beside it has an accounts file and clients to begin with.
`;
