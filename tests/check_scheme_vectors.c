/* SPDX-License-Identifier: MIT */
/*
 * Check schemes: known answers, through formats as anybody would write them. Every valid code is also completed from its
 * body.
 */
#include "format.h"
#include "support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct format_row {
	const char *name, *lines;
} format_row;

#define ALNUM "class A = A-Z 0-9\n"
#define BECH "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\n"
#define CROCKFORD "class B = 0-9 A-H J K M N P-T V-Z\n"

static const format_row formats[] = {
	{ "luhn", "layout = D2..20\ncheck = luhn" },
	{ "luhn-29", "class A = 1-9 0 A-F H K M N P R-U W-Z\nlayout = A9\ncheck = luhn alphabet=1234567890ABCDEFHKMNPRSTUWXYZ" },
	{ "luhn-36", ALNUM "layout = A9\ncheck = luhn alphabet=0-9A-Z" },
	{ "luhn-left", "class A = A-Z 2-7\nlayout = A18 C\ncheck = luhn-left alphabet=A-Z2-7" },
	{ "verhoeff", "layout = D2..20\ncheck = verhoeff" },
	{ "damm", "layout = D2..20\ncheck = damm" },
	{ "gf-32", "class A = A-Z 2-7\nlayout = A6..7\ncheck = gf 32 alphabet=A-Z2-7" },
	{ "gf-32-crockford", CROCKFORD "layout = B16\ncheck = gf 32 a=2 poly=37" },
	{ "gf-31", "class B = 0-9 A-H J-N P R-X\nlayout = B16\ncheck = gf 31 a=3" },
	{ "gf-29", "class B = 0-9 B-D F-H J K M N P-T V-X Z\nlayout = B16\ncheck = gf 29 a=2" },
	{ "product-36", ALNUM "layout = A2..20\ncheck = product 4 9 a=2,3 poly=7,14 alphabet=0-9A-Z" },
	{ "rs2", CROCKFORD "layout = B16\ncheck = rs2" },
	{ "11-2", "class C = 0-9 X\nlayout = D1..20 C\ncheck = iso7064 11-2" },
	{ "37-2", ALNUM "class C = A-Z 0-9 '*'\nlayout = A1..20 C\ncheck = iso7064 37-2" },
	{ "97-10", "layout = D3..40\ncheck = iso7064 97-10" },
	{ "97-10-canonical", "layout = D3..40\ncheck = iso7064 97-10 canonical" },
	{ "661-26", "layout = L3..40\ncheck = iso7064 661-26" },
	{ "1271-36", ALNUM "layout = A3..40\ncheck = iso7064 1271-36" },
	{ "11,10", "layout = D2..20\ncheck = iso7064 11,10" },
	{ "27,26", "layout = L2..20\ncheck = iso7064 27,26" },
	{ "37,36", ALNUM "layout = A2..20\ncheck = iso7064 37,36" },
	{ "lei", ALNUM "class C = 0-9\nlayout = A18 C2\ncheck = mod97" },
	{ "iban-de", "class C = 0-9\nlayout = 'DE' C2 - D4-D4-D4-D4-D2\ncheck = mod97 rotate=4" },
	{ "iban-any", ALNUM "class C = 0-9\nlayout = L2 C2 A11..30\ncheck = mod97 rotate=4" },
	{ "crockford37", CROCKFORD "class C = 0-9 A-H J K M N P-Z '*~$='\nlayout = B1..16 C\ncheck = crockford37" },
	{ "gs1", "layout = D8 | D12..14 | D18\ncheck = gs1" },
	{ "isbn10", "class C = 0-9 X\nlayout = D9 C\ncheck = isbn10" },
	{ "vin", "class V = A-H J-N P R-Z 0-9\nclass C = 0-9 X\nlayout = V8 C V8\ncheck = vin" },
	{ "vin-weighted", "class V = A-H J-N P R-Z 0-9\nclass C = 0-9 X\nlayout = V8 C V8\n"
	  "check = weighted mod=11 weights=8,7,6,5,4,3,2,10,-1,9,8,7,6,5,4,3,2 \\\n"
	  " values=0-9:0,A-H:1,J-N:1,P:7,R:9,S-Z:2 check-values=0-9:0,X:10" },
	{ "noid", "class N = 0-9 b-d f-h j k m n p-t v-x z\ncase = lower\nlayout = D5 '/' N1..20 C\ncheck = noid" },
	{ "coupon", "class K = 0-9 A-H J-N P-R T-Y\nlayout = K3C-K3C | K3C-K3C-K3C | K3C-K3C-K3C-K3C | K3C-K3C-K3C-K3C-K3C\n"
	  "check = coupon-code" },
	{ "coupon-5", "class K = 0-9 A-H J-N P-R T-Y\nlayout = K4C\ncheck = coupon-code" },
	{ "coupon-2", "class K = 0-9 A-H J-N P-R T-Y\nlayout = KC\ncheck = coupon-code" },
	{ "coupon-6", "class K = 0-9 A-H J-N P-R T-Y\nlayout = K5C-K5C-K5C\ncheck = coupon-code" },
	{ "gs1-pair", "class A = '!\"%&' U+0027 '()*+,./' \"-\" '0123456789:;<=>' A-Z '_' a-z\nclass C = 2-9 A-H J-N P-Z\n"
	  "case = sensitive\nlayout = A6..23 C2\ncheck = gs1-pair" },
	{ "crc-5", CROCKFORD "layout = B16\ncheck = crc 5 0x05" },
	{ "crc-10", CROCKFORD "layout = B16\ncheck = crc 10 0x233" },
	{ "crc-8-text", ALNUM "class C = 0-9 A-F\nlayout = A10 C2\ncheck = crc-text crc-8" },
	{ "check-crc-8", ALNUM "class C = 0-9 A-F\nlayout = A9 C2\ncheck = crc-text crc-8" },
	{ "check-crc-10", ALNUM "class C = 0-9 A-F\nlayout = A9 C3\ncheck = crc-text crc-10" },
	{ "check-crc-16", ALNUM "class C = 0-9 A-F\nlayout = A9 C4\ncheck = crc-text crc-16/ccitt-false" },
	{ "check-xmodem", ALNUM "class C = 0-9 A-F\nlayout = A9 C4\ncheck = crc-text 16 0x1021" },
	{ "check-crc-5", ALNUM "class C = 0-9 A-F\nlayout = A9 C2\ncheck = crc-text 5 0x05 reflected init=0x1f xorout=0x1f" },
	{ "check-crc-32", ALNUM "class C = 0-9 A-F\nlayout = A9 C8\ncheck = crc-text crc-32" },
	{ "token", "class T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T30 C6\n"
	  "check = crc-text crc-32 digits=0-9A-Za-z" },
	{ "crc-8-base36", ALNUM "layout = A9 C2\ncheck = crc-text crc-8 digits=0-9A-Z" },
	{ "bech32-a", BECH "layout = 'a1' B6\ncheck = bech32" },
	{ "bech32-abcdef", BECH "layout = 'abcdef1' B38\ncheck = bech32" },
	{ "bech32-split", BECH "layout = 'split1' B54\ncheck = bech32" },
	{ "bech32-split-hidden", BECH "layout = B54\ncheck = bech32 prefix=split" },
	{ "bech32-any", BECH "class L = a-z\nlayout = L1..9 '1' B6\ncheck = bech32" },
	{ "bech32m-any", BECH "class L = a-z\nlayout = L1..9 '1' B6\ncheck = bech32m" },
	{ "bech32m-a", BECH "layout = 'a1' B6\ncheck = bech32m" },
	{ "bech32m-m", BECH "layout = 'm1' B6\ncheck = bech32m" },
	{ "bech32m-abcdef", BECH "layout = 'abcdef1' B38\ncheck = bech32m" },
	{ "bech32m-fours", BECH "layout = B4-B4-B4-B4-B4\ncheck = bech32m prefix=fest" },
	{ "97-10-between-groups", "layout = D4-D4-D1\ncheck = iso7064 97-10" },
	{ "codex32", BECH "layout = 'ms1' B45..93\ncheck = codex32" },
	{ "codex32-long", BECH "layout = 'ms1' B81..109 C15\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = codex32" },
	{ "stretch", ALNUM "layout = 'GC' D9 C A2\ncheck = luhn alphabet=0-9 first=3 last=-3" },
	{ "each-group", "layout = D4 - D4 - D4\ncheck = luhn each=group" },
	{ "each-seven", "class A = A-Z 2-7\nlayout = A6C - A6C\ncheck = luhn each=7 alphabet=A-Z2-7" },
	{ "weighted-values", "layout = D5\ncheck = weighted mod=37 weights=positions target=3" },
};

typedef struct vector_row {
	const char *format, *code;
	int valid;
} vector_row;

static const vector_row vectors[] = {
	/* python-stdnum's documentation; the textbook number */
	{ "luhn", "79927398713", 1 }, { "luhn", "78949", 1 }, { "luhn", "354178036859789", 1 },
	{ "luhn", "79927398710", 0 }, { "luhn", "7894", 0 },
	/* transfer codes of the Swiss COVID certificate (admin-ch/CovidCertificate-Documents) */
	{ "luhn-29", "Y8P8ECFN8", 1 }, { "luhn-29", "HDTYRB66W", 1 }, { "luhn-29", "YS6R7H88T", 1 },
	{ "luhn-29", "K42K6F7R2", 1 }, { "luhn-29", "3BY8DAZYS", 1 }, { "luhn-29", "ADWYF11SY", 1 },
	{ "luhn-29", "453S6HUA6", 1 }, { "luhn-29", "WR7UPHB4A", 1 }, { "luhn-29", "37WDPRSKM", 1 },
	{ "luhn-29", "01AWUUB2M", 1 }, { "luhn-29", "MA4S9CNUK", 1 }, { "luhn-29", "SY7M684WA", 1 },
	{ "luhn-29", "X216WN3YF", 1 }, { "luhn-29", "3C2YFKCNP", 1 }, { "luhn-29", "TNKBZ0TSK", 1 },
	{ "luhn-29", "Y8P8ECFN9", 0 }, { "luhn-29", "HDTYRC66W", 0 }, { "luhn-29", "YS6RH788T", 0 },
	{ "luhn-29", "K43K6F7R2", 0 }, { "luhn-29", "3B8YDAZYS", 0 }, { "luhn-29", "ADWFY11SY", 0 },
	{ "luhn-29", "453S6HU6A", 0 }, { "luhn-29", "37WDRPSKM", 0 }, { "luhn-29", "10AWUUB2M", 0 },
	{ "luhn-29", "MAS49CNUK", 0 }, { "luhn-29", "SY7M864WA", 0 },
	{ "luhn-36", "GIFTC0DE0", 1 }, { "luhn-36", "GIFTC0DE1", 0 },
	/* syncthing, lib/protocol/luhn_test.go */
	{ "luhn-left", "AB725E4GHIQPL3ZFGTG", 1 }, { "luhn-left", "AB725E4GHIQPL3ZFGTH", 0 },
	/* Rosetta Code's numbers; python-stdnum; Algorithm::CheckDigits */
	{ "verhoeff", "2363", 1 }, { "verhoeff", "123451", 1 }, { "verhoeff", "1234567890120", 1 }, { "verhoeff", "12340", 1 },
	{ "verhoeff", "14567894", 1 }, { "verhoeff", "2364", 0 }, { "verhoeff", "2633", 0 }, { "verhoeff", "12341", 0 },
	{ "damm", "5724", 1 }, { "damm", "112946", 1 }, { "damm", "5727", 0 }, { "damm", "112949", 0 }, { "damm", "5274", 0 },
	/* srobo/damm32 */
	{ "gf-32", "HELLOW", 1 }, { "gf-32", "TFSI4JR", 1 }, { "gf-32", "JDLULAG", 1 }, { "gf-32", "BMQRZPX", 1 },
	{ "gf-32", "V6B4ORO", 1 }, { "gf-32", "BMRJXQ7", 1 }, { "gf-32", "LZYMFSV", 1 }, { "gf-32", "7JWZVIK", 1 },
	{ "gf-32", "UZI5F4A", 1 }, { "gf-32", "AWCWP3K", 1 }, { "gf-32", "T34OQKF", 1 }, { "gf-32", "HELLOA", 0 },
	/* own */
	{ "gf-32-crockford", "0123456789ABCDE4", 1 }, { "gf-31", "0123456789ABCDER", 1 },
	{ "gf-29", "0123456789BCDFG7", 1 }, { "product-36", "GIFTC0DE2", 1 },
	{ "product-36", "0123456789ABCDE0", 1 }, { "rs2", "0123456789ABCD6M", 1 }, { "rs2", "0123456789ABCD6N", 0 },
	/* python-stdnum; an ORCID; d-band/gb-util; konfirm/node-iso7064; the example of the standard; GRid */
	{ "11-2", "07940", 1 }, { "11-2", "079X", 1 }, { "11-2", "0000000218250097", 1 }, { "11-2", "07941", 0 },
	{ "37-2", "G123489654321Y", 1 }, { "37-2", "1234ABCDV", 1 }, { "37-2", "G123489654321Z", 0 },
	{ "97-10", "79444", 1 }, { "97-10", "9999123456789012141490", 1 }, { "97-10", "435411161155111431", 1 },
	{ "97-10", "3214282912345698765432161182", 1 }, { "97-10", "79445", 0 },
	{ "661-26", "XKFSHTWWCOMYYASPSYTHJWCJ", 1 }, { "661-26", "ABCDKN", 1 }, { "661-26", "XKFSHTWWCOMYYASPSYTHJWCI", 0 },
	{ "1271-36", "ISO793W", 1 }, { "1271-36", "ZZZZZZZZZZZZZZZZUU", 1 }, { "1271-36", "ISO793X", 0 },
	{ "11,10", "794623", 1 }, { "11,10", "002006673085", 1 }, { "11,10", "07945", 1 }, { "11,10", "794624", 0 },
	{ "37,36", "A12425GABC1234002M", 1 }, { "37,36", "A12425GABC1234002Q", 0 }, { "27,26", "GIFTCODEL", 1 },
	{ "lei", "213800KUD8LAJWSQ9D15", 1 }, { "lei", "213800KUD8LXJWSQ9D15", 0 },
	/* ISO 13616's own example for Germany and one with letters, of the IBAN registry */
	{ "iban-de", "DE89 3704 0044 0532 0130 00", 1 }, { "iban-de", "DE89 3704 0044 0532 0130 01", 0 },
	{ "iban-any", "DE89370400440532013000", 1 }, { "iban-any", "GB29NWBK60161331926819", 1 },
	{ "iban-any", "GB29NWBK60161331926891", 0 },
	/* Encode::Base32::Crockford */
	{ "crockford37", "16JD", 1 }, { "crockford37", "16JE", 0 },
	/* python-stdnum; gl_gtin */
	{ "gs1", "73513537", 1 }, { "gs1", "9780471117094", 1 }, { "gs1", "98412345678908", 1 }, { "gs1", "6291041500213", 1 },
	{ "gs1", "9789024538271", 0 },
	{ "isbn10", "1857982185", 1 }, { "isbn10", "3882291923", 1 }, { "isbn10", "1857982186", 0 },
	/* Wikibooks; a blog on the VIN */
	{ "vin", "1M8GDM9AXKP042788", 1 }, { "vin", "11111111111111111", 1 }, { "vin", "LJCPCBLCX11000237", 1 },
	{ "vin", "1M8GDM9A0KP042788", 0 },
	{ "vin-weighted", "1M8GDM9AXKP042788", 1 }, { "vin-weighted", "11111111111111111", 1 },
	{ "vin-weighted", "LJCPCBLCX11000237", 1 }, { "vin-weighted", "1M8GDM9A0KP042788", 0 },
	/* the NOID manual */
	{ "noid", "13030/xf93gt2q", 1 }, { "noid", "13030/xf93gt2r", 0 },
	/* Algorithm::CouponCode and node-coupon-code, their tests */
	{ "coupon", "1K7Q-CTFM-LMTC", 1 }, { "coupon", "190D-V467-8D52", 1 }, { "coupon", "7YQH-1FU7-E1HX-0BG9", 1 },
	{ "coupon", "YENH-UPJK-PTE0-20U6-QYME", 1 }, { "coupon-5", "CQQU2", 1 }, { "coupon-2", "C0", 1 },
	{ "coupon-6", "WYLKQM-U35V40-9N84DA", 1 }, { "coupon", "CTFM-1K7Q", 0 }, { "coupon", "1K7Q-CTFM-LMT0", 0 },
	/* gs1/gmn-helpers, its tests */
	{ "gs1-pair", "1987654Ad4X4bL5ttr2310c2K", 1 }, { "gs1-pair", "12345ANJ", 1 },
	{ "gs1-pair", "12345678901234567890123NT", 1 }, { "gs1-pair", "00000!HV", 1 },
	{ "gs1-pair", "99999zzzzzzzzzzzzzzzzzzT2", 1 }, { "gs1-pair", "7907665Bm8v2AB", 1 },
	{ "gs1-pair", "1987654Ad4X4bL5ttr2310cXK", 0 },
	/* own; the check values of the usual parameters for the digits 1 to 9 */
	{ "crc-5", "0123456789ABCDEZ", 1 }, { "crc-10", "0123456789ABCD2H", 1 }, { "crc-10", "0123456789ABCD2J", 0 },
	{ "crc-8-text", "HELLOWORLDAF", 1 }, { "crc-8-text", "HELLOWORLDAE", 0 }, { "crc-8-text", "HELLOWORLEAF", 0 },
	{ "check-crc-8", "123456789F4", 1 }, { "check-crc-10", "123456789199", 1 }, { "check-crc-16", "12345678929B1", 1 },
	{ "check-xmodem", "12345678931C3", 1 }, { "check-crc-5", "12345678919", 1 }, { "check-crc-32", "123456789CBF43926", 1 },
	{ "check-crc-32", "123456789CBF43927", 0 }, { "check-crc-32", "123456780CBF43926", 0 },
	/* BIP-173, BIP-350, BIP-93 */
	{ "bech32-a", "A12UEL5L", 1 }, { "bech32-a", "a12uel5l", 1 }, { "bech32-a", "A12uEL5L", 0 },
	{ "bech32-any", "a12uel5l", 1 }, { "bech32-any", "A1G7SGD8", 0 }, { "bech32-any", "x1b4n0q5v", 0 },
	{ "bech32-any", "1pzry9x0s0muk", 0 }, { "bech32m-any", "16plkw9", 0 }, { "bech32m-any", "a1lqfn3a", 1 },
	{ "bech32-abcdef", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", 1 },
	{ "bech32-split", "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", 1 },
	{ "bech32-split", "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3x", 0 },
	{ "bech32-split-hidden", "checkupstagehandshakeupstreamerranterredcaperred2y9e3w", 1 },
	{ "bech32-split-hidden", "checkupstagehandshakeupstreamerranterredcaperree2y9e3w", 0 },
	{ "bech32m-a", "A1LQFN3A", 1 }, { "bech32m-a", "a1lqfn3q", 0 }, { "bech32m-m", "M1VUXWEZ", 0 },
	{ "bech32m-abcdef", "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", 1 },
	{ "codex32", "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw", 1 },
	{ "codex32", "MS12NAMEA320ZYXWVUTSRQPNMLKJHGFEDCAXRPP870HKKQRM", 1 },
	{ "codex32", "ms10leetsllhdmn9m42vcsamx24zrxgs3qrl7ahwvhw4fnzrhve25gvezzyqqtum9pgv99ycma", 1 },
	{ "codex32", "ms10fauxsxxxxxxxxxxxxxxxxxxxxxxxxxxve740yyge2ghq", 0 },
	{ "codex32", "ms10fauxsxxxxxxxxxxxxxxxxxxxxxxxxxxve740yyge2ghp", 0 },
	{ "codex32", "ms10fauxsxxxxxxxxxxxxxxxxxxxxxxxxxxxxlk3yepcstwr", 0 },
	{ "codex32", "Ms10fauxsxxxxxxxxxxxxxxxxxxxxxxxxxxuqxkk05lyf3x2", 0 },
	{ "codex32", "ms10fauxsxxxxxxxxxxxxxxxxxxxxxxxxxxuqxkk05lyf3x2", 1 },
	{ "codex32-long", "MS100C8VSM32ZXFGUHPCHTLUPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZYGSFJD6AN074RXVCEMLH8WU3TK925ACDEFGHJKLMNPQ"
	  "RSTUVWXY06FHPV80UNDVARHRAK", 1 },
	{ "codex32-long", "MS100C8VSM32ZXFGUHPCHTLUPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZYGSFJD6AN074RXVCEMLH8WU3TK925ACDEFGHJKLMNPQ"
	  "RSTUVWXY06FHPV80UNDVARHRAA", 0 },
	/* check characters that nobody marked, in more than one group */
	{ "bech32m-fours", "musejazzr0ck53y9rmdh", 1 }, { "bech32m-fours", "musejazzr0ck53y9rmdg", 0 },
	{ "97-10-between-groups", "1234-5675-1", 1 }, { "97-10-between-groups", "1234-5675-2", 0 },
	/* stretches */
	{ "stretch", "GC7992739871ZZ", 0 }, { "stretch", "GC0000078949ZZ", 1 }, { "stretch", "GC0000078948ZZ", 0 },
	{ "each-group", "0018-0026-0034", 1 }, { "each-group", "0018-0026-0035", 0 }, { "each-group", "0017-0026-0034", 0 },
	{ "weighted-values", "00007", 0 }, { "weighted-values", "30000", 1 }, { "weighted-values", "00100", 1 },
	{ "weighted-values", "01000", 0 },
	/* of the wrong length, empty, foreign */
	{ "luhn", "7", 0 }, { "luhn", "", 0 }, { "luhn", "000000000000000000000", 0 }, { "luhn", "7992739871B", 0 },
	{ "isbn10", "185798218", 0 }, { "isbn10", "18579821855", 0 }, { "isbn10", "185798X185", 0 }, { "isbn10", "", 0 },
	{ "vin", "1M8GDM9AXKP04278", 0 }, { "vin", "IM8GDM9AXKP042788", 0 },
	{ "coupon", "1K7Q-CTF-LMTC", 0 }, { "coupon", "1K7S-CTFM-LMTC", 0 },
	{ "bech32-split", "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3", 0 },
	{ "bech32-split", "split1cheokupstagehandshakeupstreamerranterredcaperred2y9e3w", 0 },
	{ "codex32", "ms1", 0 }, { "gs1-pair", "12345AN", 0 }, { "97-10", "79", 0 },
};

static gcv_catalog *catalog;

static void load(void)
{
	size_t i;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	for (i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		gcv_text_error error = GCV_TEXT_ERROR_INIT;
		char text[2000], name[64];
		char *comma;

		strcpy(name, formats[i].name);
		while ((comma = strchr(name, ',')) != NULL)
			*comma = '-';
		ck_assert_int_lt(snprintf(text, sizeof text, "[%s]\ntitle = T\n%s\n", name, formats[i].lines), (int)sizeof text);
		ck_assert_msg(gcv_catalog_load(catalog, text, strlen(text), NULL, &error) == GCV_OK, "%s: %zu:%zu: %s",
		              formats[i].name, error.line, error.column, error.message);
	}
}

static void unload(void)
{
	gcv_catalog_free(catalog);
}

static const gcv_format *format_of(const char *name)
{
	char copy[64];
	char *comma;
	const gcv_format *format;

	strcpy(copy, name);
	while ((comma = strchr(copy, ',')) != NULL)
		*comma = '-';
	format = gcv_catalog_find(catalog, copy);
	ck_assert_msg(format != NULL, "%s", name);
	return format;
}

START_TEST(known_answers)
{
	const vector_row *row = &vectors[_i];
	char *copy = exact_copy(row->code, strlen(row->code));

	ck_assert_msg(gcv_verify(format_of(row->format), copy, strlen(row->code)) == row->valid, "%s: %s", row->format, row->code);
	free(copy);
}
END_TEST

/* The form of a code that is given without separators, and its symbols. */
typedef struct bound {
	gcvi_arena arena;
	gcvi_form form;
	gcvi_automaton automaton;
	gcvi_symbol code[GCVI_CODE_MAX];
} bound;

static bool bind(bound *b, const char *format_name, const char *code)
{
	const gcv_format *format = format_of(format_name);
	size_t length = 0, i, layout;

	for (i = 0; code[i] != 0; i++) {
		gcvi_symbol symbol = gcvi_alphabet_find(&format->alphabet, (uint8_t)code[i]);

		if (symbol == GCVI_NO_SYMBOL && code[i] >= 'A' && code[i] <= 'Z')
			symbol = gcvi_alphabet_find(&format->alphabet, (uint32_t)(code[i] - 'A' + 'a'));
		if (symbol != GCVI_NO_SYMBOL)
			b->code[length++] = symbol;
	}
	gcvi_arena_init(&b->arena, NULL);
	for (layout = 0; layout < format->layout_count; layout++)
		if (gcvi_form_make(format, layout, length, &b->arena, &b->form, &b->automaton) == GCV_OK &&
		    gcvi_automaton_verify(&b->automaton, b->code))
			return true;
	gcvi_arena_free(&b->arena);
	return false;
}

/* Without its check characters a code comes back as it was; a damaged one names what was expected. */
START_TEST(codes_are_completed)
{
	const vector_row *row = &vectors[_i];
	gcvi_symbol trial[GCVI_CODE_MAX];
	uint8_t unknown[GCVI_CODE_MAX];
	gcvi_check_failure failure;
	size_t i, checks = 0, last = 0;
	bound b;

	if (!row->valid)
		return;
	ck_assert_msg(bind(&b, row->format, row->code), "%s: %s", row->format, row->code);
	for (i = 0; i < b.form.length; i++) {
		unknown[i] = b.form.sites[i].check;
		checks += unknown[i];
		last = unknown[i] ? i : last;
		trial[i] = unknown[i] ? GCVI_NO_SYMBOL : b.code[i];
	}
	ck_assert_msg(gcvi_automaton_complete(&b.automaton, trial, unknown) != 0, "%s: %s", row->format, row->code);
	for (i = 0; i < b.form.length; i++)
		ck_assert_msg(trial[i] == b.code[i], "%s: %s: another character at %zu", row->format, row->code, i + 1);
	if (checks == 1) {
		trial[last] = trial[last] == gcvi_set_nth(&b.form.sites[last].allowed, 0) ? gcvi_set_nth(&b.form.sites[last].allowed, 1)
		                                                                    : gcvi_set_nth(&b.form.sites[last].allowed, 0);
		ck_assert_uint_eq(gcvi_automaton_failures(&b.automaton, trial, &failure, 1), 1);
		ck_assert_uint_eq(failure.position, last);
		ck_assert_msg(failure.expected == b.code[last], "%s: %s", row->format, row->code);
	}
	gcvi_arena_free(&b.arena);
}
END_TEST

typedef struct choice_row {
	const char *name, *format, *code;
	int valid;
} choice_row;

/* Where two check characters can say the same twice: both pass, unless only the prescribed one may. */
static const choice_row choices[] = {
	{ "sum one, prescribed", "97-10", "09798", 1 },
	{ "sum one, the other", "97-10", "09701", 1 },
	{ "only the prescribed one", "97-10-canonical", "09798", 1 },
	{ "not the other", "97-10-canonical", "09701", 0 },
	{ "a code with one way only", "97-10-canonical", "79444", 1 },
	{ "a wrong code", "97-10-canonical", "79445", 0 },
};

START_TEST(prescribed_ones)
{
	const choice_row *row = &choices[_i];

	ck_assert_msg(gcv_verify(format_of(row->format), row->code, strlen(row->code)) == row->valid, "%s", row->name);
}
END_TEST

/* 98 is computed for 097, although 01 would pass and comes first. */
START_TEST(the_prescribed_one_is_computed)
{
	uint8_t unknown[5] = { 0, 0, 0, 1, 1 };
	bound b;

	ck_assert(bind(&b, "97-10", "09701"));
	ck_assert_int_eq(gcvi_automaton_complete(&b.automaton, b.code, unknown), 2);
	ck_assert_uint_eq(b.form.alphabet->points[b.code[3]], '9');
	ck_assert_uint_eq(b.form.alphabet->points[b.code[4]], '8');
	gcvi_arena_free(&b.arena);
	ck_assert(bind(&b, "97-10-canonical", "09798"));
	ck_assert_int_eq(gcvi_automaton_complete(&b.automaton, b.code, unknown), 1);
	ck_assert_uint_eq(b.form.alphabet->points[b.code[3]], '9');
	gcvi_arena_free(&b.arena);
}
END_TEST

/* A question mark cannot be in the codes of a format, but in a prefix: BIP-173 and BIP-350 have such strings. */
START_TEST(a_prefix_of_any_character)
{
	static const struct { const char *check, *code; int valid; } rows[] = {
		{ "bech32", "?1ezyfcl", 1 }, { "bech32m", "?1v759aa", 1 }, { "bech32", "?1v759aa", 0 }, { "bech32m", "?1ezyfcl", 0 },
	};
	gcvi_alphabet alphabet = alphabet_of("?1qpzry9x8gf2tvdw0s3jn54khce6mua7l", GCVI_CASE_LOWER);
	size_t row, i, symbol;

	for (row = 0; row < sizeof rows / sizeof rows[0]; row++) {
		gcvi_site sites[8];
		gcvi_form form = { &alphabet, sites, 8, 1, 0 };
		gcvi_symbol code[8];
		const gcvi_scheme *scheme;
		gcvi_scheme_error error;
		gcvi_automaton automaton;
		gcvi_arena arena;

		memset(sites, 0, sizeof sites);
		for (i = 0; i < 8; i++) {
			code[i] = gcvi_alphabet_find(&alphabet, (uint8_t)rows[row].code[i]);
			for (symbol = 0; symbol < alphabet.count; symbol++)
				if ((alphabet.points[symbol] == '1') == (i == 1))
					gcvi_set_add(&sites[i].allowed, (gcvi_symbol)symbol);
		}
		gcvi_arena_init(&arena, NULL);
		ck_assert_int_eq(gcvi_scheme_parse(&scheme, rows[row].check, strlen(rows[row].check), &alphabet, &arena, &error), GCV_OK);
		ck_assert_int_eq(gcvi_automaton_init(&automaton, &scheme, 1, &form, &arena, &error), GCV_OK);
		ck_assert_msg(gcvi_automaton_verify(&automaton, code) == rows[row].valid, "%s %s", rows[row].check, rows[row].code);
		gcvi_arena_free(&arena);
	}
}
END_TEST

typedef struct refused_row {
	const char *name, *lines, *message;
	size_t line, column;
} refused_row;

static const refused_row refused[] = {
	{ "an odd hybrid system", "layout = D9\ncheck = iso7064 10,9", "an even number M was expected, as M+1,M", 4, 17 },
	{ "an alphabet that does not fit it", "layout = D9\ncheck = iso7064 37,36 alphabet=0-9", "an alphabet of 36 characters was expected", 4, 17 },
	{ "a system that is none", "layout = D9\ncheck = iso7064 37", "a system of ISO/IEC 7064 was expected", 4, 17 },
	{ "no system", "layout = D9\ncheck = iso7064", "a system of ISO/IEC 7064 was expected", 4, 16 },
	{ "a radix that divides the modulus", "layout = D9\ncheck = iso7064 10-2", "without a common divisor", 4, 17 },
	{ "canonical with one character", "layout = D9\ncheck = iso7064 11-2 canonical", "goes with two check characters", 4, 17 },
	{ "canonical in the middle", "layout = D3 C2 D3\ncheck = iso7064 97-10 canonical", "expected at the end, for 'canonical'", 3, 10 },
	{ "no field of 36", ALNUM "layout = A9\ncheck = gf 36", "a prime or a power of one was expected", 5, 12 },
	{ "no number", ALNUM "layout = A9\ncheck = gf", "the number of characters was expected", 5, 11 },
	{ "too few elements", ALNUM "layout = A9\ncheck = gf 32", "an alphabet of at most 32 characters", 5, 9 },
	{ "a reducible polynomial", "layout = D9\ncheck = gf 16 poly=17", "an irreducible polynomial", 4, 20 },
	{ "zero as multiplier", "layout = D9\ncheck = gf 11 a=0", "an element of the field other than 0", 4, 17 },
	{ "rs2 with digits", "layout = D9\ncheck = rs2", "an alphabet of 32 characters was expected", 4, 9 },
	{ "rs2 over a long code", CROCKFORD "layout = B32\ncheck = rs2", "at most 31 characters was expected", 4, 10 },
	{ "verhoeff with letters", ALNUM "layout = A9\ncheck = verhoeff alphabet=A-Z", "an alphabet of ten characters", 5, 9 },
	{ "isbn10 of another length", "class C = 0-9 X\nlayout = D8 C\ncheck = isbn10", "a code of 10 characters was expected", 4, 10 },
	{ "vin without its place", "layout = X17\ncheck = vin", "the 9th its check character", 3, 10 },
	{ "no modulus", "layout = D9\ncheck = weighted weights=1", "the modulus was expected", 4, 27 },
	{ "no weights", "layout = D9\ncheck = weighted mod=11", "weights were expected", 4, 24 },
	{ "a weight that is none", "layout = D9\ncheck = weighted mod=11 weights=1,x", "numbers divided by commas", 4, 35 },
	{ "a value without a number", "layout = D9\ncheck = weighted mod=11 weights=1 values=0-9", "a colon and the value", 4, 45 },
	{ "a target beyond", "layout = D9\ncheck = weighted mod=11 weights=1 target=11", "at most 10 was expected", 4, 42 },
	{ "gs1-pair in the middle", "class C = 2-9 A-H J-N P-Z\nlayout = D6 C2 D2\ncheck = gs1-pair", "two check characters at the end", 4, 10 },
	{ "gs1-pair too long", "class C = 2-9 A-H J-N P-Z\nlayout = D24 C2\ncheck = gs1-pair", "8 to 25 characters", 4, 10 },
	{ "crc over 36 characters", ALNUM "layout = A9\ncheck = crc 5 0x05", "an alphabet of 2, 4, 8, 16, 32, 64 or 128", 5, 9 },
	{ "crc too wide", CROCKFORD "layout = B9\ncheck = crc 13 0x05", "a width of 2 to 12 bits", 5, 13 },
	{ "an even polynomial", CROCKFORD "layout = B9\ncheck = crc 5 0x04", "a polynomial of that width", 5, 15 },
	{ "a crc of no name", "layout = D9\ncheck = crc-text crc-33", "the name of a known CRC (crc-32) or a width", 4, 18 },
	{ "a crc too wide", "layout = D9\ncheck = crc-text 33 0x05", "a width of 2 to 32 bits", 4, 18 },
	{ "three multipliers for two", ALNUM "layout = A9\ncheck = product 4 9 a=2,3,4", "nothing behind the last one", 5, 27 },
	{ "two polynomials for one", CROCKFORD "layout = B9\ncheck = gf 32 poly=37,37", "nothing behind the last one", 5, 23 },
	{ "weights without effect", "layout = D9\ncheck = weighted mod=11 weights=0,11,-22", "no multiple of the modulus", 4, 33 },
	{ "a check character within, unmarked", "layout = D9\ncheck = luhn last=-2", "say with C in the layout where", 4, 1 },
	{ "check characters one after the other, unmarked", "layout = D9\ncheck = luhn each=3", "say with C in the layout where", 4, 1 },
	{ "one layout unmarked", "layout = '1' D7 C | '2' D8\ncheck = luhn", "no C in this layout", 3, 21 },
	{ "two digits for 32 bits", "class C = 0-9 A-F\nlayout = D9 C2\ncheck = crc-text crc-32", "8 check characters (C) were expected", 4, 10 },
	{ "bech32 without a prefix", BECH "layout = B20\ncheck = bech32", "a literal '1' behind the prefix, or prefix=", 5, 10 },
	{ "bech32 with an empty prefix", BECH "layout = '1' B20\ncheck = bech32", "a prefix before the '1'", 5, 10 },
	{ "bech32 too short", BECH "layout = 'a1' B2 C3\ncheck = bech32", "at least 6 characters behind the prefix", 5, 10 },
	{ "bech32 too long", BECH "layout = 'abcde1' B85\ncheck = bech32", "at most 90 characters with the prefix", 5, 10 },
	{ "a prefix of capitals", BECH "layout = B20\ncheck = bech32 prefix=GC", "without capitals", 6, 23 },
	{ "bech32 with both cases", "case = sensitive\nlayout = 'a1' X20\ncheck = bech32", "'case = lower', 'upper' or 'either'", 5, 9 },
	{ "codex32 of 94", BECH "layout = 'ms1' B94\ncheck = codex32", "at most 93 characters behind the prefix", 5, 10 },
	{ "codex32 of 95", BECH "layout = 'ms1' B95\ncheck = codex32", "at most 93 characters behind the prefix", 5, 10 },
	{ "13 check characters of a long codex32", BECH "layout = 'ms1' B96\ncheck = codex32", "15 check characters (C) were expected", 5, 10 },
	{ "a stretch beyond the end", "layout = D8 C\ncheck = luhn first=3 last=10", "the positions first=... to last=...", 3, 10 },
	{ "a stretch that ends before it begins", "layout = D8 C\ncheck = luhn first=5 last=4", "the positions first=... to last=...", 3, 10 },
	{ "last of nothing", "layout = D9\ncheck = luhn last=0", "a position was expected, from the end", 4, 19 },
	{ "each of nothing", "layout = D9\ncheck = luhn each=0", "'group' or a number of characters", 4, 19 },
	{ "each group twice", CROCKFORD "layout = B8\ncheck = coupon-code each=group", "checks each group anyway", 5, 21 },
	{ "a position that cannot count", "layout = 'G' D9\ncheck = luhn alphabet=0-9", "no character at position 1 counts", 3, 10 },
	{ "rotated away", "layout = D4\ncheck = mod97 rotate=4", "a code of more than 4 characters", 3, 10 },
	{ "a parameter of others", "layout = D9\ncheck = damm weights=1", "this scheme has no such parameter", 4, 14 },
	{ "a number that is none", "layout = D9\ncheck = mod97 rotate=four", "a number was expected", 4, 22 },
};

START_TEST(what_makes_no_sense_is_refused)
{
	const refused_row *row = &refused[_i];
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *fresh;
	char text[1000];

	snprintf(text, sizeof text, "[f]\ntitle = T\n%s\n", row->lines);
	ck_assert_int_eq(gcv_catalog_new(&fresh, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_msg(gcv_catalog_load(fresh, text, strlen(text), NULL, &error) == GCV_E_SYNTAX, "%s", row->name);
	ck_assert_msg(strstr(error.message, row->message) != NULL, "%s: %s", row->name, error.message);
	ck_assert_msg(error.line == row->line && error.column == row->column, "%s: %zu:%zu", row->name, error.line, error.column);
	gcv_catalog_free(fresh);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("scheme vectors");
	TCase *tcase = tcase_create("scheme vectors");
	SRunner *runner;
	int failed;

	tcase_add_unchecked_fixture(tcase, load, unload);
	tcase_add_loop_test(tcase, known_answers, 0, (int)(sizeof vectors / sizeof vectors[0]));
	tcase_add_loop_test(tcase, codes_are_completed, 0, (int)(sizeof vectors / sizeof vectors[0]));
	tcase_add_loop_test(tcase, prescribed_ones, 0, (int)(sizeof choices / sizeof choices[0]));
	tcase_add_test(tcase, the_prescribed_one_is_computed);
	tcase_add_test(tcase, a_prefix_of_any_character);
	tcase_add_loop_test(tcase, what_makes_no_sense_is_refused, 0, (int)(sizeof refused / sizeof refused[0]));
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
