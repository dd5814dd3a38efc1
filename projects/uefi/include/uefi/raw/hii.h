/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Human interface infrastructure (UEFI chapters 33, 34, 35): packages of strings, fonts, images and
 * forms, the database that holds them, and configuration through it. The forms themselves:
 * raw/hii_forms.h.
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/graphics.h"

typedef VOID *EFI_HII_HANDLE;
typedef CHAR16 *EFI_STRING;
typedef UINT16 EFI_IMAGE_ID;
typedef UINT16 EFI_QUESTION_ID;
typedef UINT16 EFI_STRING_ID;
typedef UINT16 EFI_FORM_ID;
typedef UINT16 EFI_VARSTORE_ID;
typedef UINT16 EFI_ANIMATION_ID;
typedef UINT16 EFI_DEFAULT_ID;
typedef UINT32 EFI_HII_FONT_STYLE;

/* --- Packages (33.3) --- */

typedef struct {
    UINT32 Length : 24; /* with this head */
    UINT32 Type : 8;    /* EFI_HII_PACKAGE_... */
} UEFI_PACKED EFI_HII_PACKAGE_HEADER;
UEFI_LAYOUT(EFI_HII_PACKAGE_HEADER, 4, 4);

/* Packages follow; one of type EFI_HII_PACKAGE_END closes the list. */
typedef struct {
    EFI_GUID PackageListGuid;
    UINT32 PackageLength; /* of all, with this head */
} UEFI_PACKED EFI_HII_PACKAGE_LIST_HEADER;
UEFI_LAYOUT(EFI_HII_PACKAGE_LIST_HEADER, 20, 20);

#define EFI_HII_PACKAGE_TYPE_ALL          0x00
#define EFI_HII_PACKAGE_TYPE_GUID         0x01
#define EFI_HII_PACKAGE_FORMS             0x02
#define EFI_HII_PACKAGE_STRINGS           0x04
#define EFI_HII_PACKAGE_FONTS             0x05
#define EFI_HII_PACKAGE_IMAGES            0x06
#define EFI_HII_PACKAGE_SIMPLE_FONTS      0x07
#define EFI_HII_PACKAGE_DEVICE_PATH       0x08
#define EFI_HII_PACKAGE_KEYBOARD_LAYOUT   0x09
#define EFI_HII_PACKAGE_ANIMATIONS        0x0A
#define EFI_HII_PACKAGE_END               0xDF
#define EFI_HII_PACKAGE_TYPE_SYSTEM_BEGIN 0xE0
#define EFI_HII_PACKAGE_TYPE_SYSTEM_END   0xFF

/* Simple fonts: the narrow glyphs, then the wide ones, follow. */
#define EFI_GLYPH_HEIGHT      19
#define EFI_GLYPH_WIDTH       8
#define EFI_GLYPH_NON_SPACING 0x01
#define EFI_GLYPH_WIDE        0x02

typedef struct {
    CHAR16 UnicodeWeight;
    UINT8 Attributes;
    UINT8 GlyphCol1[EFI_GLYPH_HEIGHT];
} UEFI_PACKED EFI_NARROW_GLYPH;
UEFI_LAYOUT(EFI_NARROW_GLYPH, 22, 22);

typedef struct {
    CHAR16 UnicodeWeight;
    UINT8 Attributes;
    UINT8 GlyphCol1[EFI_GLYPH_HEIGHT];
    UINT8 GlyphCol2[EFI_GLYPH_HEIGHT];
    UINT8 Pad[3];
} UEFI_PACKED EFI_WIDE_GLYPH;
UEFI_LAYOUT(EFI_WIDE_GLYPH, 44, 44);

typedef struct {
    EFI_HII_PACKAGE_HEADER Header;
    UINT16 NumberOfNarrowGlyphs;
    UINT16 NumberOfWideGlyphs;
} UEFI_PACKED EFI_HII_SIMPLE_FONT_PACKAGE_HDR;
UEFI_LAYOUT(EFI_HII_SIMPLE_FONT_PACKAGE_HDR, 8, 8);

/* Fonts. */
#define EFI_HII_FONT_STYLE_NORMAL    0x00000000U
#define EFI_HII_FONT_STYLE_BOLD      0x00000001U
#define EFI_HII_FONT_STYLE_ITALIC    0x00000002U
#define EFI_HII_FONT_STYLE_EMBOSS    0x00010000U
#define EFI_HII_FONT_STYLE_OUTLINE   0x00020000U
#define EFI_HII_FONT_STYLE_SHADOW    0x00040000U
#define EFI_HII_FONT_STYLE_UNDERLINE 0x00080000U
#define EFI_HII_FONT_STYLE_DBL_UNDER 0x00100000U

typedef struct {
    UINT16 Width;
    UINT16 Height;
    INT16 OffsetX;
    INT16 OffsetY;
    INT16 AdvanceX;
} UEFI_PACKED EFI_HII_GLYPH_INFO;
UEFI_LAYOUT(EFI_HII_GLYPH_INFO, 10, 10);

typedef struct {
    EFI_HII_PACKAGE_HEADER Header;
    UINT32 HdrSize;
    UINT32 GlyphBlockOffset;
    EFI_HII_GLYPH_INFO Cell;
    EFI_HII_FONT_STYLE FontStyle;
    CHAR16 FontFamily[]; /* NUL-terminated */
} UEFI_PACKED EFI_HII_FONT_PACKAGE_HDR;
UEFI_LAYOUT(EFI_HII_FONT_PACKAGE_HDR, 26, 26);

#define EFI_HII_GIBT_END               0x00
#define EFI_HII_GIBT_GLYPH             0x10
#define EFI_HII_GIBT_GLYPHS            0x11
#define EFI_HII_GIBT_GLYPH_DEFAULT     0x12
#define EFI_HII_GIBT_GLYPHS_DEFAULT    0x13
#define EFI_HII_GIBT_GLYPH_VARIABILITY 0x14
#define EFI_HII_GIBT_DUPLICATE         0x20
#define EFI_HII_GIBT_SKIP2             0x21
#define EFI_HII_GIBT_SKIP1             0x22
#define EFI_HII_GIBT_DEFAULTS          0x23
#define EFI_HII_GIBT_EXT1              0x30
#define EFI_HII_GIBT_EXT2              0x31
#define EFI_HII_GIBT_EXT4              0x32

/* Strings: blocks, each begun by its type, start at StringInfoOffset; the first string is number 1.
 */
typedef struct {
    EFI_HII_PACKAGE_HEADER Header;
    UINT32 HdrSize;
    UINT32 StringInfoOffset;
    CHAR16 LanguageWindow[16];
    EFI_STRING_ID LanguageName;
    CHAR8 Language[]; /* RFC 4646, NUL-terminated */
} UEFI_PACKED EFI_HII_STRING_PACKAGE_HDR;
UEFI_LAYOUT(EFI_HII_STRING_PACKAGE_HDR, 46, 46);

#define EFI_HII_SIBT_END               0x00
#define EFI_HII_SIBT_STRING_SCSU       0x10
#define EFI_HII_SIBT_STRING_SCSU_FONT  0x11
#define EFI_HII_SIBT_STRINGS_SCSU      0x12
#define EFI_HII_SIBT_STRINGS_SCSU_FONT 0x13
#define EFI_HII_SIBT_STRING_UCS2       0x14
#define EFI_HII_SIBT_STRING_UCS2_FONT  0x15
#define EFI_HII_SIBT_STRINGS_UCS2      0x16
#define EFI_HII_SIBT_STRINGS_UCS2_FONT 0x17
#define EFI_HII_SIBT_DUPLICATE         0x20
#define EFI_HII_SIBT_SKIP2             0x21
#define EFI_HII_SIBT_SKIP1             0x22
#define EFI_HII_SIBT_EXT1              0x30
#define EFI_HII_SIBT_EXT2              0x31
#define EFI_HII_SIBT_EXT4              0x32
#define EFI_HII_SIBT_FONT              0x40

/* Images. */
typedef struct {
    EFI_HII_PACKAGE_HEADER Header;
    UINT32 ImageInfoOffset;
    UINT32 PaletteInfoOffset;
} UEFI_PACKED EFI_HII_IMAGE_PACKAGE_HDR;
UEFI_LAYOUT(EFI_HII_IMAGE_PACKAGE_HDR, 12, 12);

#define EFI_HII_IIBT_END               0x00
#define EFI_HII_IIBT_IMAGE_1BIT        0x10
#define EFI_HII_IIBT_IMAGE_1BIT_TRANS  0x11
#define EFI_HII_IIBT_IMAGE_4BIT        0x12
#define EFI_HII_IIBT_IMAGE_4BIT_TRANS  0x13
#define EFI_HII_IIBT_IMAGE_8BIT        0x14
#define EFI_HII_IIBT_IMAGE_8BIT_TRANS  0x15
#define EFI_HII_IIBT_IMAGE_24BIT       0x16
#define EFI_HII_IIBT_IMAGE_24BIT_TRANS 0x17
#define EFI_HII_IIBT_IMAGE_JPEG        0x18
#define EFI_HII_IIBT_IMAGE_PNG         0x19
#define EFI_HII_IIBT_DUPLICATE         0x20
#define EFI_HII_IIBT_SKIP2             0x21
#define EFI_HII_IIBT_SKIP1             0x22
#define EFI_HII_IIBT_EXT1              0x30
#define EFI_HII_IIBT_EXT2              0x31
#define EFI_HII_IIBT_EXT4              0x32

/* Keyboard layouts: keys by their place on the keyboard. */
typedef enum {
    EfiKeyLCtrl,
    EfiKeyA0,
    EfiKeyLAlt,
    EfiKeySpaceBar,
    EfiKeyA2,
    EfiKeyA3,
    EfiKeyA4,
    EfiKeyRCtrl,
    EfiKeyLeftArrow,
    EfiKeyDownArrow,
    EfiKeyRightArrow,
    EfiKeyZero,
    EfiKeyPeriod,
    EfiKeyEnter,
    EfiKeyLShift,
    EfiKeyB0,
    EfiKeyB1,
    EfiKeyB2,
    EfiKeyB3,
    EfiKeyB4,
    EfiKeyB5,
    EfiKeyB6,
    EfiKeyB7,
    EfiKeyB8,
    EfiKeyB9,
    EfiKeyB10,
    EfiKeyRShift,
    EfiKeyUpArrow,
    EfiKeyOne,
    EfiKeyTwo,
    EfiKeyThree,
    EfiKeyCapsLock,
    EfiKeyC1,
    EfiKeyC2,
    EfiKeyC3,
    EfiKeyC4,
    EfiKeyC5,
    EfiKeyC6,
    EfiKeyC7,
    EfiKeyC8,
    EfiKeyC9,
    EfiKeyC10,
    EfiKeyC11,
    EfiKeyC12,
    EfiKeyFour,
    EfiKeyFive,
    EfiKeySix,
    EfiKeyPlus,
    EfiKeyTab,
    EfiKeyD1,
    EfiKeyD2,
    EfiKeyD3,
    EfiKeyD4,
    EfiKeyD5,
    EfiKeyD6,
    EfiKeyD7,
    EfiKeyD8,
    EfiKeyD9,
    EfiKeyD10,
    EfiKeyD11,
    EfiKeyD12,
    EfiKeyD13,
    EfiKeyDel,
    EfiKeyEnd,
    EfiKeyPgDn,
    EfiKeySeven,
    EfiKeyEight,
    EfiKeyNine,
    EfiKeyE0,
    EfiKeyE1,
    EfiKeyE2,
    EfiKeyE3,
    EfiKeyE4,
    EfiKeyE5,
    EfiKeyE6,
    EfiKeyE7,
    EfiKeyE8,
    EfiKeyE9,
    EfiKeyE10,
    EfiKeyE11,
    EfiKeyE12,
    EfiKeyBackSpace,
    EfiKeyIns,
    EfiKeyHome,
    EfiKeyPgUp,
    EfiKeyNLck,
    EfiKeySlash,
    EfiKeyAsterisk,
    EfiKeyMinus,
    EfiKeyEsc,
    EfiKeyF1,
    EfiKeyF2,
    EfiKeyF3,
    EfiKeyF4,
    EfiKeyF5,
    EfiKeyF6,
    EfiKeyF7,
    EfiKeyF8,
    EfiKeyF9,
    EfiKeyF10,
    EfiKeyF11,
    EfiKeyF12,
    EfiKeyPrint,
    EfiKeySLck,
    EfiKeyPause,
    EfiKeyIntl0,
    EfiKeyIntl1,
    EfiKeyIntl2,
    EfiKeyIntl3,
    EfiKeyIntl4,
    EfiKeyIntl5,
    EfiKeyIntl6,
    EfiKeyIntl7,
    EfiKeyIntl8,
    EfiKeyIntl9,
} EFI_KEY;

typedef struct {
    EFI_KEY Key;
    CHAR16 Unicode;
    CHAR16 ShiftedUnicode;
    CHAR16 AltGrUnicode;
    CHAR16 ShiftedAltGrUnicode;
    UINT16 Modifier;
    UINT16 AffectedAttribute;
} UEFI_PACKED EFI_KEY_DESCRIPTOR;
UEFI_LAYOUT(EFI_KEY_DESCRIPTOR, 16, 16);

#define EFI_AFFECTED_BY_STANDARD_SHIFT 0x0001
#define EFI_AFFECTED_BY_CAPS_LOCK      0x0002
#define EFI_AFFECTED_BY_NUM_LOCK       0x0004

/* EFI_KEY_DESCRIPTOR, DescriptorCount of them, follow. */
typedef struct {
    UINT16 LayoutLength;
    EFI_GUID Guid;
    UINT32 LayoutDescriptorStringOffset;
    UINT8 DescriptorCount;
} UEFI_PACKED EFI_HII_KEYBOARD_LAYOUT;
UEFI_LAYOUT(EFI_HII_KEYBOARD_LAYOUT, 23, 23);

/* --- The database (34.8) --- */

#define EFI_HII_DATABASE_PROTOCOL_GUID UEFI_GUID(0xEF9FC172, 0xA1B2, 0x4693, 0xB327, 0x6D32FC416042)
/* Its interface is the package list in the resources of an image (7.4). */
#define EFI_HII_PACKAGE_LIST_PROTOCOL_GUID \
    UEFI_GUID(0x6A1EE763, 0xD47A, 0x43B4, 0xAABE, 0xEF1DE2AB56FC)
#define EFI_HII_SET_KEYBOARD_LAYOUT_EVENT_GUID \
    UEFI_GUID(0x14982A4F, 0xB0ED, 0x45B8, 0xA811, 0x5A7A9BC232DF)

typedef UINTN EFI_HII_DATABASE_NOTIFY_TYPE;
#define EFI_HII_DATABASE_NOTIFY_NEW_PACK    0x00000001
#define EFI_HII_DATABASE_NOTIFY_REMOVE_PACK 0x00000002
#define EFI_HII_DATABASE_NOTIFY_EXPORT_PACK 0x00000004
#define EFI_HII_DATABASE_NOTIFY_ADD_PACK    0x00000008

typedef EFI_STATUS(EFIAPI *EFI_HII_DATABASE_NOTIFY)(UINT8 PackageType, const EFI_GUID *PackageGuid,
                                                    const EFI_HII_PACKAGE_HEADER *Package,
                                                    EFI_HII_HANDLE Handle,
                                                    EFI_HII_DATABASE_NOTIFY_TYPE NotifyType);

typedef struct EFI_HII_DATABASE_PROTOCOL EFI_HII_DATABASE_PROTOCOL;
struct EFI_HII_DATABASE_PROTOCOL {
    EFI_STATUS(EFIAPI *NewPackageList)
    (const EFI_HII_DATABASE_PROTOCOL *This, const EFI_HII_PACKAGE_LIST_HEADER *PackageList,
     EFI_HANDLE DriverHandle, EFI_HII_HANDLE *Handle);
    EFI_STATUS(EFIAPI *RemovePackageList)
    (const EFI_HII_DATABASE_PROTOCOL *This, EFI_HII_HANDLE Handle);
    EFI_STATUS(EFIAPI *UpdatePackageList)
    (const EFI_HII_DATABASE_PROTOCOL *This, EFI_HII_HANDLE Handle,
     const EFI_HII_PACKAGE_LIST_HEADER *PackageList);
    EFI_STATUS(EFIAPI *ListPackageLists)
    (const EFI_HII_DATABASE_PROTOCOL *This, UINT8 PackageType, const EFI_GUID *PackageGuid,
     UINTN *HandleBufferLength, EFI_HII_HANDLE *Handle);
    EFI_STATUS(EFIAPI *ExportPackageLists)
    (const EFI_HII_DATABASE_PROTOCOL *This, EFI_HII_HANDLE Handle, UINTN *BufferSize,
     EFI_HII_PACKAGE_LIST_HEADER *Buffer);
    EFI_STATUS(EFIAPI *RegisterPackageNotify)
    (const EFI_HII_DATABASE_PROTOCOL *This, UINT8 PackageType, const EFI_GUID *PackageGuid,
     EFI_HII_DATABASE_NOTIFY PackageNotifyFn, EFI_HII_DATABASE_NOTIFY_TYPE NotifyType,
     EFI_HANDLE *NotifyHandle);
    EFI_STATUS(EFIAPI *UnregisterPackageNotify)
    (const EFI_HII_DATABASE_PROTOCOL *This, EFI_HANDLE NotificationHandle);
    EFI_STATUS(EFIAPI *FindKeyboardLayouts)
    (const EFI_HII_DATABASE_PROTOCOL *This, UINT16 *KeyGuidBufferLength, EFI_GUID *KeyGuidBuffer);
    EFI_STATUS(EFIAPI *GetKeyboardLayout)
    (const EFI_HII_DATABASE_PROTOCOL *This, const EFI_GUID *KeyGuid, UINT16 *KeyboardLayoutLength,
     EFI_HII_KEYBOARD_LAYOUT *KeyboardLayout);
    EFI_STATUS(EFIAPI *SetKeyboardLayout)
    (const EFI_HII_DATABASE_PROTOCOL *This, const EFI_GUID *KeyGuid);
    EFI_STATUS(EFIAPI *GetPackageListHandle)
    (const EFI_HII_DATABASE_PROTOCOL *This, EFI_HII_HANDLE PackageListHandle,
     EFI_HANDLE *DriverHandle);
};
UEFI_LAYOUT(EFI_HII_DATABASE_PROTOCOL, 88, 44);

/* --- Fonts (34.1) --- */

#define EFI_HII_FONT_PROTOCOL_GUID UEFI_GUID(0xE9CA4775, 0x8657, 0x47FC, 0x97E7, 0x7ED65A084324)

typedef VOID *EFI_FONT_HANDLE;
typedef UINT32 EFI_HII_OUT_FLAGS;
typedef UINT32 EFI_FONT_INFO_MASK;

#define EFI_HII_OUT_FLAG_CLIP         0x00000001
#define EFI_HII_OUT_FLAG_WRAP         0x00000002
#define EFI_HII_OUT_FLAG_CLIP_CLEAN_Y 0x00000004
#define EFI_HII_OUT_FLAG_CLIP_CLEAN_X 0x00000008
#define EFI_HII_OUT_FLAG_TRANSPARENT  0x00000010
#define EFI_HII_IGNORE_IF_NO_GLYPH    0x00000020
#define EFI_HII_IGNORE_LINE_BREAK     0x00000040
#define EFI_HII_DIRECT_TO_SCREEN      0x00000080

#define EFI_FONT_INFO_SYS_FONT       0x00000001
#define EFI_FONT_INFO_SYS_SIZE       0x00000002
#define EFI_FONT_INFO_SYS_STYLE      0x00000004
#define EFI_FONT_INFO_SYS_FORE_COLOR 0x00000010
#define EFI_FONT_INFO_SYS_BACK_COLOR 0x00000020
#define EFI_FONT_INFO_RESIZE         0x00001000
#define EFI_FONT_INFO_RESTYLE        0x00002000
#define EFI_FONT_INFO_ANY_FONT       0x00010000
#define EFI_FONT_INFO_ANY_SIZE       0x00020000
#define EFI_FONT_INFO_ANY_STYLE      0x00040000

typedef struct {
    EFI_HII_FONT_STYLE FontStyle;
    UINT16 FontSize;
    CHAR16 FontName[1]; /* NUL-terminated, as long as it is */
} EFI_FONT_INFO;
UEFI_LAYOUT(EFI_FONT_INFO, 8, 8);

typedef struct {
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL ForegroundColor;
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL BackgroundColor;
    EFI_FONT_INFO_MASK FontInfoMask;
    EFI_FONT_INFO FontInfo;
} EFI_FONT_DISPLAY_INFO;
UEFI_LAYOUT(EFI_FONT_DISPLAY_INFO, 20, 20);

typedef struct {
    UINT16 Width;
    UINT16 Height;
    union {
        EFI_GRAPHICS_OUTPUT_BLT_PIXEL *Bitmap;
        EFI_GRAPHICS_OUTPUT_PROTOCOL *Screen;
    } Image;
} EFI_IMAGE_OUTPUT;
UEFI_LAYOUT(EFI_IMAGE_OUTPUT, 16, 8);

typedef struct {
    UINTN StartIndex;
    UINTN EndIndex;
    UINTN LineHeight;
    UINTN LineWidth;
    UINTN BaselineOffset;
} EFI_HII_ROW_INFO;
UEFI_LAYOUT(EFI_HII_ROW_INFO, 40, 20);

typedef struct EFI_HII_FONT_PROTOCOL EFI_HII_FONT_PROTOCOL;
struct EFI_HII_FONT_PROTOCOL {
    EFI_STATUS(EFIAPI *StringToImage)
    (const EFI_HII_FONT_PROTOCOL *This, EFI_HII_OUT_FLAGS Flags, const EFI_STRING String,
     const EFI_FONT_DISPLAY_INFO *StringInfo, EFI_IMAGE_OUTPUT **Blt, UINTN BltX, UINTN BltY,
     EFI_HII_ROW_INFO **RowInfoArray, UINTN *RowInfoArraySize, UINTN *ColumnInfoArray);
    EFI_STATUS(EFIAPI *StringIdToImage)
    (const EFI_HII_FONT_PROTOCOL *This, EFI_HII_OUT_FLAGS Flags, EFI_HII_HANDLE PackageList,
     EFI_STRING_ID StringId, const CHAR8 *Language, const EFI_FONT_DISPLAY_INFO *StringInfo,
     EFI_IMAGE_OUTPUT **Blt, UINTN BltX, UINTN BltY, EFI_HII_ROW_INFO **RowInfoArray,
     UINTN *RowInfoArraySize, UINTN *ColumnInfoArray);
    EFI_STATUS(EFIAPI *GetGlyph)
    (const EFI_HII_FONT_PROTOCOL *This, CHAR16 Char, const EFI_FONT_DISPLAY_INFO *StringInfo,
     EFI_IMAGE_OUTPUT **Blt, UINTN *Baseline);
    EFI_STATUS(EFIAPI *GetFontInfo)
    (const EFI_HII_FONT_PROTOCOL *This, EFI_FONT_HANDLE *FontHandle,
     const EFI_FONT_DISPLAY_INFO *StringInfoIn, EFI_FONT_DISPLAY_INFO **StringInfoOut,
     const EFI_STRING String);
};
UEFI_LAYOUT(EFI_HII_FONT_PROTOCOL, 32, 16);

/* --- Strings (34.3) --- */

#define EFI_HII_STRING_PROTOCOL_GUID UEFI_GUID(0x0FD96974, 0x23AA, 0x4CDC, 0xB9CB, 0x98D17750322A)

typedef struct EFI_HII_STRING_PROTOCOL EFI_HII_STRING_PROTOCOL;
struct EFI_HII_STRING_PROTOCOL {
    EFI_STATUS(EFIAPI *NewString)
    (const EFI_HII_STRING_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_STRING_ID *StringId,
     const CHAR8 *Language, const CHAR16 *LanguageName, const EFI_STRING String,
     const EFI_FONT_INFO *StringFontInfo);
    EFI_STATUS(EFIAPI *GetString)
    (const EFI_HII_STRING_PROTOCOL *This, const CHAR8 *Language, EFI_HII_HANDLE PackageList,
     EFI_STRING_ID StringId, EFI_STRING String, UINTN *StringSize, EFI_FONT_INFO **StringFontInfo);
    EFI_STATUS(EFIAPI *SetString)
    (const EFI_HII_STRING_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_STRING_ID StringId,
     const CHAR8 *Language, EFI_STRING String, const EFI_FONT_INFO *StringFontInfo);
    EFI_STATUS(EFIAPI *GetLanguages)
    (const EFI_HII_STRING_PROTOCOL *This, EFI_HII_HANDLE PackageList, CHAR8 *Languages,
     UINTN *LanguagesSize);
    EFI_STATUS(EFIAPI *GetSecondaryLanguages)
    (const EFI_HII_STRING_PROTOCOL *This, EFI_HII_HANDLE PackageList, const CHAR8 *PrimaryLanguage,
     CHAR8 *SecondaryLanguages, UINTN *SecondaryLanguagesSize);
};
UEFI_LAYOUT(EFI_HII_STRING_PROTOCOL, 40, 20);

/* --- Images (34.5, 34.6, 34.7) --- */

#define EFI_HII_IMAGE_PROTOCOL_GUID    UEFI_GUID(0x31A6406A, 0x6BDF, 0x4E46, 0xB2A2, 0xEBAA89C40920)
#define EFI_HII_IMAGE_EX_PROTOCOL_GUID UEFI_GUID(0x1A1241E6, 0x8F19, 0x41A9, 0xBC0E, 0xE8EF39E06546)
#define EFI_HII_IMAGE_DECODER_PROTOCOL_GUID \
    UEFI_GUID(0x9E66F251, 0x727C, 0x418C, 0xBFD6, 0xC2B4252818EA)
#define EFI_HII_IMAGE_DECODER_NAME_JPEG_GUID \
    UEFI_GUID(0xEFEFD093, 0x0D9B, 0x46EB, 0xA856, 0x48350700C908)
#define EFI_HII_IMAGE_DECODER_NAME_PNG_GUID \
    UEFI_GUID(0xAF060190, 0x5E3A, 0x4025, 0xAFBD, 0xE1F905BFAA4C)

#define EFI_IMAGE_TRANSPARENT          0x00000001
#define EFI_HII_DRAW_FLAG_CLIP         0x00000001
#define EFI_HII_DRAW_FLAG_FORCE_TRANS  0x00000010
#define EFI_HII_DRAW_FLAG_FORCE_OPAQUE 0x00000020
#define EFI_HII_DRAW_FLAG_TRANSPARENT  0x00000030
#define EFI_HII_DRAW_FLAG_DEFAULT      0x00000000

typedef UINT32 EFI_HII_DRAW_FLAGS;

typedef struct {
    UINT32 Flags; /* EFI_IMAGE_TRANSPARENT */
    UINT16 Width;
    UINT16 Height;
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL *Bitmap;
} EFI_IMAGE_INPUT;
UEFI_LAYOUT(EFI_IMAGE_INPUT, 16, 12);

typedef struct EFI_HII_IMAGE_PROTOCOL EFI_HII_IMAGE_PROTOCOL;
struct EFI_HII_IMAGE_PROTOCOL {
    EFI_STATUS(EFIAPI *NewImage)
    (const EFI_HII_IMAGE_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_IMAGE_ID *ImageId,
     const EFI_IMAGE_INPUT *Image);
    EFI_STATUS(EFIAPI *GetImage)
    (const EFI_HII_IMAGE_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_IMAGE_ID ImageId,
     EFI_IMAGE_INPUT *Image);
    EFI_STATUS(EFIAPI *SetImage)
    (const EFI_HII_IMAGE_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_IMAGE_ID ImageId,
     const EFI_IMAGE_INPUT *Image);
    EFI_STATUS(EFIAPI *DrawImage)
    (const EFI_HII_IMAGE_PROTOCOL *This, EFI_HII_DRAW_FLAGS Flags, const EFI_IMAGE_INPUT *Image,
     EFI_IMAGE_OUTPUT **Blt, UINTN BltX, UINTN BltY);
    EFI_STATUS(EFIAPI *DrawImageId)
    (const EFI_HII_IMAGE_PROTOCOL *This, EFI_HII_DRAW_FLAGS Flags, EFI_HII_HANDLE PackageList,
     EFI_IMAGE_ID ImageId, EFI_IMAGE_OUTPUT **Blt, UINTN BltX, UINTN BltY);
};
UEFI_LAYOUT(EFI_HII_IMAGE_PROTOCOL, 40, 20);

typedef struct EFI_HII_IMAGE_EX_PROTOCOL EFI_HII_IMAGE_EX_PROTOCOL;
struct EFI_HII_IMAGE_EX_PROTOCOL {
    EFI_STATUS(EFIAPI *NewImageEx)
    (const EFI_HII_IMAGE_EX_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_IMAGE_ID *ImageId,
     const EFI_IMAGE_INPUT *Image);
    EFI_STATUS(EFIAPI *GetImageEx)
    (const EFI_HII_IMAGE_EX_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_IMAGE_ID ImageId,
     EFI_IMAGE_INPUT *Image);
    EFI_STATUS(EFIAPI *SetImageEx)
    (const EFI_HII_IMAGE_EX_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_IMAGE_ID ImageId,
     const EFI_IMAGE_INPUT *Image);
    EFI_STATUS(EFIAPI *DrawImageEx)
    (const EFI_HII_IMAGE_EX_PROTOCOL *This, EFI_HII_DRAW_FLAGS Flags, const EFI_IMAGE_INPUT *Image,
     EFI_IMAGE_OUTPUT **Blt, UINTN BltX, UINTN BltY);
    EFI_STATUS(EFIAPI *DrawImageIdEx)
    (const EFI_HII_IMAGE_EX_PROTOCOL *This, EFI_HII_DRAW_FLAGS Flags, EFI_HII_HANDLE PackageList,
     EFI_IMAGE_ID ImageId, EFI_IMAGE_OUTPUT **Blt, UINTN BltX, UINTN BltY);
    EFI_STATUS(EFIAPI *GetImageInfo)
    (const EFI_HII_IMAGE_EX_PROTOCOL *This, EFI_HII_HANDLE PackageList, EFI_IMAGE_ID ImageId,
     EFI_IMAGE_OUTPUT *Image);
};
UEFI_LAYOUT(EFI_HII_IMAGE_EX_PROTOCOL, 48, 24);

typedef enum {
    EFI_HII_IMAGE_DECODER_COLOR_TYPE_RGB = 0x0,
    EFI_HII_IMAGE_DECODER_COLOR_TYPE_RGBA = 0x1,
    EFI_HII_IMAGE_DECODER_COLOR_TYPE_CMYK = 0x2,
    EFI_HII_IMAGE_DECODER_COLOR_TYPE_UNKNOWN = 0xFF,
} EFI_HII_IMAGE_DECODER_COLOR_TYPE;

typedef struct {
    EFI_GUID DecoderName;
    UINT16 ImageInfoSize; /* of the struct that begins with this */
    UINT16 ImageWidth;
    UINT16 ImageHeight;
    EFI_HII_IMAGE_DECODER_COLOR_TYPE ColorType;
    UINT8 ColorDepthInBits;
} EFI_HII_IMAGE_DECODER_IMAGE_INFO_HEADER;
UEFI_LAYOUT(EFI_HII_IMAGE_DECODER_IMAGE_INFO_HEADER, 32, 32);

typedef struct EFI_HII_IMAGE_DECODER_PROTOCOL EFI_HII_IMAGE_DECODER_PROTOCOL;
struct EFI_HII_IMAGE_DECODER_PROTOCOL {
    EFI_STATUS(EFIAPI *GetImageDecoderName)
    (const EFI_HII_IMAGE_DECODER_PROTOCOL *This, EFI_GUID **DecoderName,
     UINT16 *NumberOfDecoderName);
    EFI_STATUS(EFIAPI *GetImageInfo)
    (const EFI_HII_IMAGE_DECODER_PROTOCOL *This, VOID *Image, UINTN SizeOfImage,
     EFI_HII_IMAGE_DECODER_IMAGE_INFO_HEADER **ImageInfo);
    EFI_STATUS(EFIAPI *DecodeImage)
    (const EFI_HII_IMAGE_DECODER_PROTOCOL *This, VOID *Image, UINTN ImageRawDataSize,
     EFI_IMAGE_OUTPUT **DecodedImage, BOOLEAN Transparent);
};
UEFI_LAYOUT(EFI_HII_IMAGE_DECODER_PROTOCOL, 24, 12);
