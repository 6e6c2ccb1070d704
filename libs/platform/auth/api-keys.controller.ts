import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { formatInstant } from '#libs/kernel/index.js';
import { edgeProblem } from '../http/index.js';
import type { ClientRecord } from './access-store.js';
import { ApiClients, type IssuedKey } from './api-clients.js';
import { ApiKeyListDto, CreateApiKeyDto, IssuedApiKeyDto, type ApiKeyDto } from './api-keys.dto.js';
import { CurrentPrincipal } from './principal.decorator.js';
import { Requires } from './requires.decorator.js';
import type { Principal } from './scopes.js';

const KEY_ID = { name: 'id', description: 'Id of the key.', example: '3f9c0a71d2b84e65' };

@ApiTags('api keys')
@Controller('v1/api-keys')
@Requires('operator')
export class ApiKeysController {
  constructor(private readonly clients: ApiClients) {}

  @Post()
  @ApiOperation({ summary: 'Make an API key; its secret is shown this once' })
  @ApiCreatedResponse({ type: IssuedApiKeyDto })
  async create(@Body() input: CreateApiKeyDto, @CurrentPrincipal() principal: Principal): Promise<IssuedApiKeyDto> {
    requireSoundBinding(input);
    requireMayManage(principal, input);
    const { name, scopes, sources = [], account = null } = input;
    return issuedView(await this.clients.issue({ name, scopes, sources, account }));
  }

  @Get()
  @ApiOperation({ summary: 'List API keys, without their secrets' })
  @ApiOkResponse({ type: ApiKeyListDto })
  async list(): Promise<ApiKeyListDto> {
    return { items: (await this.clients.list()).map(clientView) };
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @ApiParam(KEY_ID)
  @ApiOperation({ summary: 'Replace the secret of a key; the old one stops at once, the client stays the same' })
  @ApiOkResponse({ type: IssuedApiKeyDto })
  async rotate(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<IssuedApiKeyDto> {
    return issuedView(await this.clients.rotate(await this.managed(id, principal)));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiParam(KEY_ID)
  @ApiOperation({ summary: 'Revoke a key; it stops at once' })
  @ApiNoContentResponse()
  async revoke(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    await this.managed(id, principal);
    const others = (await this.clients.list()).filter((client) => client.id !== id);
    if (!others.some(isAdmin)) throw edgeProblem('last_admin_key');
    await this.clients.revoke(id);
  }

  private async managed(id: string, principal: Principal): Promise<ClientRecord> {
    const client = await this.clients.find(id);
    if (client === undefined) throw edgeProblem('api_key_unknown');
    requireMayManage(principal, client);
    return client;
  }
}

function isAdmin({ scopes }: Pick<ClientRecord, 'scopes'>): boolean {
  return scopes.includes('admin');
}

/** An operator must not become an admin by making itself a key, or by taking one over. */
function requireMayManage(principal: Principal, key: Pick<ClientRecord, 'scopes'>): void {
  if (isAdmin(key) && !isAdmin(principal)) throw edgeProblem('scope_not_grantable');
}

/** A binding without its scope, or a scope without its binding, is a mistake that would open or close too much. */
function requireSoundBinding({ scopes, sources = [], account }: CreateApiKeyDto): void {
  const fault = bindingFault(scopes, sources, account);
  if (fault !== undefined) throw edgeProblem('input_invalid', { ...fault, facts: { in: 'body', errors: [fault] } });
}

function bindingFault(
  scopes: readonly string[],
  sources: readonly string[],
  account: string | undefined,
): { readonly pointer: string; readonly detail: string } | undefined {
  const isGateway = scopes.includes('gateway');
  const isSubscriber = scopes.includes('subscriber');
  if (isGateway && sources.length === 0) return { pointer: '/sources', detail: 'must name a source for a gateway' };
  if (!isGateway && sources.length > 0) return { pointer: '/sources', detail: 'is for the gateway scope only' };
  if (isSubscriber && account === undefined) return { pointer: '/account', detail: 'is needed for a subscriber' };
  if (!isSubscriber && account !== undefined)
    return { pointer: '/account', detail: 'is for the subscriber scope only' };
  if (isSubscriber && scopes.length > 1) return { pointer: '/scopes', detail: 'may hold nothing beside subscriber' };
  return undefined;
}

function clientView({ id, name, scopes, sources, account, createdAt, rotatedAt }: ClientRecord): ApiKeyDto {
  return {
    id,
    name,
    scopes,
    sources,
    account,
    createdAt: formatInstant(createdAt),
    rotatedAt: rotatedAt === null ? null : formatInstant(rotatedAt),
  };
}

function issuedView({ client, apiKey }: IssuedKey): IssuedApiKeyDto {
  return { ...clientView(client), apiKey };
}
