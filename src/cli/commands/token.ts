import type { Command } from 'commander';
import { addTokenIssueCommand } from './token-issue.ts';
import { addTokenListCommand } from './token-list.ts';
import { addTokenRevokeCommand } from './token-revoke.ts';
import { addTokenRotateCommand } from './token-rotate.ts';
import { addTokenShowCommand } from './token-show.ts';

/** `jeton token …` */
export function addTokenCommand(program: Command): void {
  const token = program.command('token').description('issue, list, show, revoke and rotate tokens');
  addTokenIssueCommand(token);
  addTokenListCommand(token);
  addTokenShowCommand(token);
  addTokenRevokeCommand(token);
  addTokenRotateCommand(token);
}
