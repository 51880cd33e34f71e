import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsDate, IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { Token } from '#graft/database';
import { type Permission, permissions, scopes, type Scope } from './caller.js';
import type { IssuedToken } from './tokens.js';

export class CreateTokenRequest {
  @ApiProperty({ description: 'Name of the token, such as what it is for.', example: 'laptop' })
  @IsString()
  @Length(1, 100)
  name: string;

  @ApiPropertyOptional({ enum: scopes, isArray: true, default: ['read', 'publish', 'train'] })
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(scopes, { each: true })
  scopes: Scope[] = ['read', 'publish', 'train'];

  @ApiPropertyOptional({
    description:
      'When it expires. By default, it expires with the token in use; it never expires if you signed in with a password.',
  })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  expiresAt?: Date;
}

export class TokenResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({
    enum: permissions,
    isArray: true,
    description: 'Only a session that was opened with a password has `tokens`.',
  })
  scopes: Permission[];
  @ApiProperty()
  createdAt: Date;
  @ApiProperty({ type: Date, nullable: true })
  lastUsedAt: Date | null;
  @ApiProperty({ type: Date, nullable: true })
  expiresAt: Date | null;

  static of({ id, name, scopes, createdAt, lastUsedAt, expiresAt }: Token): TokenResponse {
    return { id, name, scopes: scopes as Permission[], createdAt, lastUsedAt, expiresAt };
  }
}

export class IssuedTokenResponse extends TokenResponse {
  @ApiProperty({ description: 'The token. Only this response contains it: the server stores a hash.' })
  token: string;

  static ofIssued({ token, secret }: IssuedToken): IssuedTokenResponse {
    return { ...TokenResponse.of(token), token: secret };
  }
}

export class TokenPage {
  @ApiProperty({ type: [TokenResponse] })
  items: TokenResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
