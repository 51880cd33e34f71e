import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsDate, IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { Token } from '#graft/database';
import { scopes, type Scope } from './caller.js';
import type { IssuedToken } from './tokens.js';

export class CreateTokenRequest {
  @ApiProperty({ description: 'What it is for.', example: 'laptop' })
  @IsString()
  @Length(1, 100)
  name: string;

  @ApiPropertyOptional({ enum: scopes, isArray: true, default: ['read', 'publish', 'train'] })
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(scopes, { each: true })
  scopes: Scope[] = ['read', 'publish', 'train'];

  @ApiPropertyOptional({ description: 'When it stops working; never, if left out.' })
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
  @ApiProperty({ enum: scopes, isArray: true })
  scopes: Scope[];
  @ApiProperty()
  createdAt: Date;
  @ApiProperty({ type: Date, nullable: true })
  lastUsedAt: Date | null;
  @ApiProperty({ type: Date, nullable: true })
  expiresAt: Date | null;

  static of({ id, name, scopes, createdAt, lastUsedAt, expiresAt }: Token): TokenResponse {
    return { id, name, scopes: scopes as Scope[], createdAt, lastUsedAt, expiresAt };
  }
}

export class IssuedTokenResponse extends TokenResponse {
  @ApiProperty({ description: 'The token. Shown here only: it is not kept.' })
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
