/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Forms and configuration through them (UEFI 33.3.8 and chapter 35): the op codes of the internal
 * forms representation, routing of configuration strings, browsers, popups, keywords.
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/hii.h"

/* --- Op codes: what a forms package is made of --- */

typedef struct {
    UINT8 OpCode;
    UINT8 Length : 7; /* with this head */
    UINT8 Scope : 1;  /* set: what follows up to EFI_IFR_END_OP belongs to it */
} UEFI_PACKED EFI_IFR_OP_HEADER;
UEFI_LAYOUT(EFI_IFR_OP_HEADER, 2, 2);

#define EFI_IFR_FORM_OP                0x01
#define EFI_IFR_SUBTITLE_OP            0x02
#define EFI_IFR_TEXT_OP                0x03
#define EFI_IFR_IMAGE_OP               0x04
#define EFI_IFR_ONE_OF_OP              0x05
#define EFI_IFR_CHECKBOX_OP            0x06
#define EFI_IFR_NUMERIC_OP             0x07
#define EFI_IFR_PASSWORD_OP            0x08
#define EFI_IFR_ONE_OF_OPTION_OP       0x09
#define EFI_IFR_SUPPRESS_IF_OP         0x0A
#define EFI_IFR_LOCKED_OP              0x0B
#define EFI_IFR_ACTION_OP              0x0C
#define EFI_IFR_RESET_BUTTON_OP        0x0D
#define EFI_IFR_FORM_SET_OP            0x0E
#define EFI_IFR_REF_OP                 0x0F
#define EFI_IFR_NO_SUBMIT_IF_OP        0x10
#define EFI_IFR_INCONSISTENT_IF_OP     0x11
#define EFI_IFR_EQ_ID_VAL_OP           0x12
#define EFI_IFR_EQ_ID_ID_OP            0x13
#define EFI_IFR_EQ_ID_VAL_LIST_OP      0x14
#define EFI_IFR_AND_OP                 0x15
#define EFI_IFR_OR_OP                  0x16
#define EFI_IFR_NOT_OP                 0x17
#define EFI_IFR_RULE_OP                0x18
#define EFI_IFR_GRAY_OUT_IF_OP         0x19
#define EFI_IFR_DATE_OP                0x1A
#define EFI_IFR_TIME_OP                0x1B
#define EFI_IFR_STRING_OP              0x1C
#define EFI_IFR_REFRESH_OP             0x1D
#define EFI_IFR_DISABLE_IF_OP          0x1E
#define EFI_IFR_ANIMATION_OP           0x1F
#define EFI_IFR_TO_LOWER_OP            0x20
#define EFI_IFR_TO_UPPER_OP            0x21
#define EFI_IFR_MAP_OP                 0x22
#define EFI_IFR_ORDERED_LIST_OP        0x23
#define EFI_IFR_VARSTORE_OP            0x24
#define EFI_IFR_VARSTORE_NAME_VALUE_OP 0x25
#define EFI_IFR_VARSTORE_EFI_OP        0x26
#define EFI_IFR_VARSTORE_DEVICE_OP     0x27
#define EFI_IFR_VERSION_OP             0x28
#define EFI_IFR_END_OP                 0x29
#define EFI_IFR_MATCH_OP               0x2A
#define EFI_IFR_GET_OP                 0x2B
#define EFI_IFR_SET_OP                 0x2C
#define EFI_IFR_READ_OP                0x2D
#define EFI_IFR_WRITE_OP               0x2E
#define EFI_IFR_EQUAL_OP               0x2F
#define EFI_IFR_NOT_EQUAL_OP           0x30
#define EFI_IFR_GREATER_THAN_OP        0x31
#define EFI_IFR_GREATER_EQUAL_OP       0x32
#define EFI_IFR_LESS_THAN_OP           0x33
#define EFI_IFR_LESS_EQUAL_OP          0x34
#define EFI_IFR_BITWISE_AND_OP         0x35
#define EFI_IFR_BITWISE_OR_OP          0x36
#define EFI_IFR_BITWISE_NOT_OP         0x37
#define EFI_IFR_SHIFT_LEFT_OP          0x38
#define EFI_IFR_SHIFT_RIGHT_OP         0x39
#define EFI_IFR_ADD_OP                 0x3A
#define EFI_IFR_SUBTRACT_OP            0x3B
#define EFI_IFR_MULTIPLY_OP            0x3C
#define EFI_IFR_DIVIDE_OP              0x3D
#define EFI_IFR_MODULO_OP              0x3E
#define EFI_IFR_RULE_REF_OP            0x3F
#define EFI_IFR_QUESTION_REF1_OP       0x40
#define EFI_IFR_QUESTION_REF2_OP       0x41
#define EFI_IFR_UINT8_OP               0x42
#define EFI_IFR_UINT16_OP              0x43
#define EFI_IFR_UINT32_OP              0x44
#define EFI_IFR_UINT64_OP              0x45
#define EFI_IFR_TRUE_OP                0x46
#define EFI_IFR_FALSE_OP               0x47
#define EFI_IFR_TO_UINT_OP             0x48
#define EFI_IFR_TO_STRING_OP           0x49
#define EFI_IFR_TO_BOOLEAN_OP          0x4A
#define EFI_IFR_MID_OP                 0x4B
#define EFI_IFR_FIND_OP                0x4C
#define EFI_IFR_TOKEN_OP               0x4D
#define EFI_IFR_STRING_REF1_OP         0x4E
#define EFI_IFR_STRING_REF2_OP         0x4F
#define EFI_IFR_CONDITIONAL_OP         0x50
#define EFI_IFR_QUESTION_REF3_OP       0x51
#define EFI_IFR_ZERO_OP                0x52
#define EFI_IFR_ONE_OP                 0x53
#define EFI_IFR_ONES_OP                0x54
#define EFI_IFR_UNDEFINED_OP           0x55
#define EFI_IFR_LENGTH_OP              0x56
#define EFI_IFR_DUP_OP                 0x57
#define EFI_IFR_THIS_OP                0x58
#define EFI_IFR_SPAN_OP                0x59
#define EFI_IFR_VALUE_OP               0x5A
#define EFI_IFR_DEFAULT_OP             0x5B
#define EFI_IFR_DEFAULTSTORE_OP        0x5C
#define EFI_IFR_FORM_MAP_OP            0x5D
#define EFI_IFR_CATENATE_OP            0x5E
#define EFI_IFR_GUID_OP                0x5F
#define EFI_IFR_SECURITY_OP            0x60
#define EFI_IFR_MODAL_TAG_OP           0x61
#define EFI_IFR_REFRESH_ID_OP          0x62
#define EFI_IFR_WARNING_IF_OP          0x63
#define EFI_IFR_MATCH2_OP              0x64

typedef struct {
    EFI_IFR_OP_HEADER Header;
    EFI_GUID Guid;
    EFI_STRING_ID FormSetTitle;
    EFI_STRING_ID Help;
    UINT8 Flags; /* low two bits: how many EFI_GUID ClassGuid follow */
} UEFI_PACKED EFI_IFR_FORM_SET;
UEFI_LAYOUT(EFI_IFR_FORM_SET, 23, 23);

typedef struct {
    EFI_IFR_OP_HEADER Header;
    UINT16 FormId;
    EFI_STRING_ID FormTitle;
} UEFI_PACKED EFI_IFR_FORM;
UEFI_LAYOUT(EFI_IFR_FORM, 6, 6);

typedef struct {
    EFI_IFR_OP_HEADER Header;
    EFI_GUID Guid;
    EFI_VARSTORE_ID VarStoreId;
    UINT16 Size;
    /* CHAR8 Name[], NUL-terminated */
} UEFI_PACKED EFI_IFR_VARSTORE;
UEFI_LAYOUT(EFI_IFR_VARSTORE, 22, 22);

typedef struct {
    EFI_IFR_OP_HEADER Header;
    EFI_VARSTORE_ID VarStoreId;
    EFI_GUID Guid;
    UINT32 Attributes; /* EFI_VARIABLE_... */
    UINT16 Size;
    /* CHAR8 Name[], NUL-terminated */
} UEFI_PACKED EFI_IFR_VARSTORE_EFI;
UEFI_LAYOUT(EFI_IFR_VARSTORE_EFI, 26, 26);

typedef struct {
    EFI_STRING_ID Prompt;
    EFI_STRING_ID Help;
} UEFI_PACKED EFI_IFR_STATEMENT_HEADER;
UEFI_LAYOUT(EFI_IFR_STATEMENT_HEADER, 4, 4);

typedef struct {
    EFI_IFR_STATEMENT_HEADER Header;
    EFI_QUESTION_ID QuestionId;
    EFI_VARSTORE_ID VarStoreId;
    union {
        EFI_STRING_ID VarName;
        UINT16 VarOffset;
    } VarStoreInfo;
    UINT8 Flags; /* EFI_IFR_FLAG_... */
} UEFI_PACKED EFI_IFR_QUESTION_HEADER;
UEFI_LAYOUT(EFI_IFR_QUESTION_HEADER, 11, 11);

#define EFI_IFR_FLAG_READ_ONLY          0x01
#define EFI_IFR_FLAG_CALLBACK           0x04
#define EFI_IFR_FLAG_RESET_REQUIRED     0x10
#define EFI_IFR_FLAG_REST_STYLE         0x20
#define EFI_IFR_FLAG_RECONNECT_REQUIRED 0x40
#define EFI_IFR_FLAG_OPTIONS_ONLY       0x80

typedef struct {
    UINT8 Hour;
    UINT8 Minute;
    UINT8 Second;
} UEFI_PACKED EFI_HII_TIME;
UEFI_LAYOUT(EFI_HII_TIME, 3, 3);

typedef struct {
    UINT16 Year;
    UINT8 Month;
    UINT8 Day;
} UEFI_PACKED EFI_HII_DATE;
UEFI_LAYOUT(EFI_HII_DATE, 4, 4);

typedef struct {
    EFI_QUESTION_ID QuestionId;
    EFI_FORM_ID FormId;
    EFI_GUID FormSetGuid;
    EFI_STRING_ID DevicePath;
} UEFI_PACKED EFI_HII_REF;
UEFI_LAYOUT(EFI_HII_REF, 22, 22);

typedef union {
    UINT8 u8;
    UINT16 u16;
    UINT32 u32;
    UINT64 u64;
    BOOLEAN b;
    EFI_HII_TIME time;
    EFI_HII_DATE date;
    EFI_STRING_ID string;
    EFI_HII_REF ref;
} UEFI_PACKED EFI_IFR_TYPE_VALUE;
UEFI_LAYOUT(EFI_IFR_TYPE_VALUE, 22, 22);

#define EFI_IFR_TYPE_NUM_SIZE_8  0x00
#define EFI_IFR_TYPE_NUM_SIZE_16 0x01
#define EFI_IFR_TYPE_NUM_SIZE_32 0x02
#define EFI_IFR_TYPE_NUM_SIZE_64 0x03
#define EFI_IFR_TYPE_BOOLEAN     0x04
#define EFI_IFR_TYPE_TIME        0x05
#define EFI_IFR_TYPE_DATE        0x06
#define EFI_IFR_TYPE_STRING      0x07
#define EFI_IFR_TYPE_OTHER       0x08
#define EFI_IFR_TYPE_UNDEFINED   0x09
#define EFI_IFR_TYPE_ACTION      0x0A
#define EFI_IFR_TYPE_BUFFER      0x0B
#define EFI_IFR_TYPE_REF         0x0C

/* --- Configuration routing (35.4) and what answers it (35.5) --- */

#define EFI_HII_CONFIG_ROUTING_PROTOCOL_GUID \
    UEFI_GUID(0x587E72D7, 0xCC50, 0x4F79, 0x8209, 0xCA291FC1A10F)
#define EFI_HII_CONFIG_ACCESS_PROTOCOL_GUID \
    UEFI_GUID(0x330D4706, 0xF2A0, 0x4E4F, 0xA369, 0xB66FA8D54385)

typedef struct EFI_HII_CONFIG_ROUTING_PROTOCOL EFI_HII_CONFIG_ROUTING_PROTOCOL;
struct EFI_HII_CONFIG_ROUTING_PROTOCOL {
    EFI_STATUS(EFIAPI *ExtractConfig)
    (const EFI_HII_CONFIG_ROUTING_PROTOCOL *This, const EFI_STRING Request, EFI_STRING *Progress,
     EFI_STRING *Results);
    EFI_STATUS(EFIAPI *ExportConfig)
    (const EFI_HII_CONFIG_ROUTING_PROTOCOL *This, EFI_STRING *Results);
    EFI_STATUS(EFIAPI *RouteConfig)
    (const EFI_HII_CONFIG_ROUTING_PROTOCOL *This, const EFI_STRING Configuration,
     EFI_STRING *Progress);
    EFI_STATUS(EFIAPI *BlockToConfig)
    (const EFI_HII_CONFIG_ROUTING_PROTOCOL *This, const EFI_STRING ConfigRequest,
     const UINT8 *Block, UINTN BlockSize, EFI_STRING *Config, EFI_STRING *Progress);
    EFI_STATUS(EFIAPI *ConfigToBlock)
    (const EFI_HII_CONFIG_ROUTING_PROTOCOL *This, const EFI_STRING ConfigResp, UINT8 *Block,
     UINTN *BlockSize, EFI_STRING *Progress);
    EFI_STATUS(EFIAPI *GetAltConfig)
    (const EFI_HII_CONFIG_ROUTING_PROTOCOL *This, const EFI_STRING ConfigResp, const EFI_GUID *Guid,
     const EFI_STRING Name, const EFI_DEVICE_PATH_PROTOCOL *DevicePath, const EFI_STRING AltCfgId,
     EFI_STRING *AltCfgResp);
};
UEFI_LAYOUT(EFI_HII_CONFIG_ROUTING_PROTOCOL, 48, 24);

typedef UINTN EFI_BROWSER_ACTION;
#define EFI_BROWSER_ACTION_CHANGING              0
#define EFI_BROWSER_ACTION_CHANGED               1
#define EFI_BROWSER_ACTION_RETRIEVE              2
#define EFI_BROWSER_ACTION_FORM_OPEN             3
#define EFI_BROWSER_ACTION_FORM_CLOSE            4
#define EFI_BROWSER_ACTION_SUBMITTED             5
#define EFI_BROWSER_ACTION_DEFAULT_STANDARD      0x1000
#define EFI_BROWSER_ACTION_DEFAULT_MANUFACTURING 0x1001
#define EFI_BROWSER_ACTION_DEFAULT_SAFE          0x1002
#define EFI_BROWSER_ACTION_DEFAULT_PLATFORM      0x2000
#define EFI_BROWSER_ACTION_DEFAULT_HARDWARE      0x3000
#define EFI_BROWSER_ACTION_DEFAULT_FIRMWARE      0x4000

typedef UINTN EFI_BROWSER_ACTION_REQUEST;
#define EFI_BROWSER_ACTION_REQUEST_NONE              0
#define EFI_BROWSER_ACTION_REQUEST_RESET             1
#define EFI_BROWSER_ACTION_REQUEST_SUBMIT            2
#define EFI_BROWSER_ACTION_REQUEST_EXIT              3
#define EFI_BROWSER_ACTION_REQUEST_FORM_SUBMIT_EXIT  4
#define EFI_BROWSER_ACTION_REQUEST_FORM_DISCARD_EXIT 5
#define EFI_BROWSER_ACTION_REQUEST_FORM_APPLY        6
#define EFI_BROWSER_ACTION_REQUEST_FORM_DISCARD      7
#define EFI_BROWSER_ACTION_REQUEST_RECONNECT         8
#define EFI_BROWSER_ACTION_REQUEST_QUESTION_APPLY    9

typedef struct EFI_HII_CONFIG_ACCESS_PROTOCOL EFI_HII_CONFIG_ACCESS_PROTOCOL;
struct EFI_HII_CONFIG_ACCESS_PROTOCOL {
    EFI_STATUS(EFIAPI *ExtractConfig)
    (const EFI_HII_CONFIG_ACCESS_PROTOCOL *This, const EFI_STRING Request, EFI_STRING *Progress,
     EFI_STRING *Results);
    EFI_STATUS(EFIAPI *RouteConfig)
    (const EFI_HII_CONFIG_ACCESS_PROTOCOL *This, const EFI_STRING Configuration,
     EFI_STRING *Progress);
    EFI_STATUS(EFIAPI *Callback)
    (const EFI_HII_CONFIG_ACCESS_PROTOCOL *This, EFI_BROWSER_ACTION Action,
     EFI_QUESTION_ID QuestionId, UINT8 Type, EFI_IFR_TYPE_VALUE *Value,
     EFI_BROWSER_ACTION_REQUEST *ActionRequest);
};
UEFI_LAYOUT(EFI_HII_CONFIG_ACCESS_PROTOCOL, 24, 12);

/* --- Browsers (35.6) and popups (35.7) --- */

#define EFI_FORM_BROWSER2_PROTOCOL_GUID \
    UEFI_GUID(0xB9D4C360, 0xBCFB, 0x4F9B, 0x9298, 0x53C136982258)
#define EFI_HII_POPUP_PROTOCOL_GUID     UEFI_GUID(0x4311EDC0, 0x6054, 0x46D4, 0x9E40, 0x893EA952FCCC)
#define EFI_HII_POPUP_PROTOCOL_REVISION 1

typedef struct {
    UINTN LeftColumn;
    UINTN RightColumn;
    UINTN TopRow;
    UINTN BottomRow;
} EFI_SCREEN_DESCRIPTOR;
UEFI_LAYOUT(EFI_SCREEN_DESCRIPTOR, 32, 16);

typedef struct EFI_FORM_BROWSER2_PROTOCOL EFI_FORM_BROWSER2_PROTOCOL;
struct EFI_FORM_BROWSER2_PROTOCOL {
    EFI_STATUS(EFIAPI *SendForm)
    (const EFI_FORM_BROWSER2_PROTOCOL *This, EFI_HII_HANDLE *Handles, UINTN HandleCount,
     EFI_GUID *FormSetGuid, EFI_FORM_ID FormId, const EFI_SCREEN_DESCRIPTOR *ScreenDimensions,
     EFI_BROWSER_ACTION_REQUEST *ActionRequest);
    EFI_STATUS(EFIAPI *BrowserCallback)
    (const EFI_FORM_BROWSER2_PROTOCOL *This, UINTN *ResultsDataSize, EFI_STRING ResultsData,
     BOOLEAN RetrieveData, const EFI_GUID *VariableGuid, const CHAR16 *VariableName);
};
UEFI_LAYOUT(EFI_FORM_BROWSER2_PROTOCOL, 16, 8);

typedef enum {
    EfiHiiPopupStyleInfo,
    EfiHiiPopupStyleWarning,
    EfiHiiPopupStyleError,
} EFI_HII_POPUP_STYLE;

typedef enum {
    EfiHiiPopupTypeOk,
    EfiHiiPopupTypeOkCancel,
    EfiHiiPopupTypeYesNo,
    EfiHiiPopupTypeYesNoCancel,
} EFI_HII_POPUP_TYPE;

typedef enum {
    EfiHiiPopupSelectionOk,
    EfiHiiPopupSelectionCancel,
    EfiHiiPopupSelectionYes,
    EfiHiiPopupSelectionNo,
} EFI_HII_POPUP_SELECTION;

typedef struct EFI_HII_POPUP_PROTOCOL EFI_HII_POPUP_PROTOCOL;
struct EFI_HII_POPUP_PROTOCOL {
    UINT64 Revision;
    EFI_STATUS(EFIAPI *CreatePopup)
    (EFI_HII_POPUP_PROTOCOL *This, EFI_HII_POPUP_STYLE PopupStyle, EFI_HII_POPUP_TYPE PopupType,
     EFI_HII_HANDLE HiiHandle, EFI_STRING_ID Message, EFI_HII_POPUP_SELECTION *UserSelection);
};
UEFI_LAYOUT(EFI_HII_POPUP_PROTOCOL, 16, 16);

/* --- Keywords (35.3): configuration under names that all machines share --- */

#define EFI_CONFIG_KEYWORD_HANDLER_PROTOCOL_GUID \
    UEFI_GUID(0x0A8BADD5, 0x03B8, 0x4D19, 0xB128, 0x7B8F0EDAA596)

#define KEYWORD_HANDLER_NO_ERROR                    0x00000000
#define KEYWORD_HANDLER_NAMESPACE_ID_NOT_FOUND      0x00000001
#define KEYWORD_HANDLER_MALFORMED_STRING            0x00000002
#define KEYWORD_HANDLER_KEYWORD_NOT_FOUND           0x00000004
#define KEYWORD_HANDLER_INCOMPATIBLE_VALUE_DETECTED 0x00000008
#define KEYWORD_HANDLER_ACCESS_NOT_PERMITTED        0x00000010
#define KEYWORD_HANDLER_UNDEFINED_PROCESSING_ERROR  0x80000000U

typedef struct EFI_CONFIG_KEYWORD_HANDLER_PROTOCOL EFI_CONFIG_KEYWORD_HANDLER_PROTOCOL;
struct EFI_CONFIG_KEYWORD_HANDLER_PROTOCOL {
    EFI_STATUS(EFIAPI *SetData)
    (EFI_CONFIG_KEYWORD_HANDLER_PROTOCOL *This, const EFI_STRING KeywordString,
     EFI_STRING *Progress, UINT32 *ProgressErr);
    EFI_STATUS(EFIAPI *GetData)
    (EFI_CONFIG_KEYWORD_HANDLER_PROTOCOL *This, const EFI_STRING NameSpaceId,
     const EFI_STRING KeywordString, EFI_STRING *Progress, UINT32 *ProgressErr,
     EFI_STRING *Results);
};
UEFI_LAYOUT(EFI_CONFIG_KEYWORD_HANDLER_PROTOCOL, 16, 8);
