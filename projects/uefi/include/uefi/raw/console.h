/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Consoles (UEFI chapter 12): text in and out, pointers, serial ports.
 */
#pragma once

#include "uefi/raw/base.h"

/* --- Simple text input (12.3) --- */

#define EFI_SIMPLE_TEXT_INPUT_PROTOCOL_GUID \
    UEFI_GUID(0x387477C1, 0x69C7, 0x11D2, 0x8E39, 0x00A0C969723B)

typedef struct {
    UINT16 ScanCode;    /* SCAN_...; 0: UnicodeChar says it */
    CHAR16 UnicodeChar; /* 0: ScanCode says it */
} EFI_INPUT_KEY;
UEFI_LAYOUT(EFI_INPUT_KEY, 4, 4);

/* Codes of keys that are no character (appendix B). */
#define SCAN_NULL            0x0000
#define SCAN_UP              0x0001
#define SCAN_DOWN            0x0002
#define SCAN_RIGHT           0x0003
#define SCAN_LEFT            0x0004
#define SCAN_HOME            0x0005
#define SCAN_END             0x0006
#define SCAN_INSERT          0x0007
#define SCAN_DELETE          0x0008
#define SCAN_PAGE_UP         0x0009
#define SCAN_PAGE_DOWN       0x000A
#define SCAN_F1              0x000B
#define SCAN_F2              0x000C
#define SCAN_F3              0x000D
#define SCAN_F4              0x000E
#define SCAN_F5              0x000F
#define SCAN_F6              0x0010
#define SCAN_F7              0x0011
#define SCAN_F8              0x0012
#define SCAN_F9              0x0013
#define SCAN_F10             0x0014
#define SCAN_F11             0x0015
#define SCAN_F12             0x0016
#define SCAN_ESC             0x0017
#define SCAN_F13             0x0068
#define SCAN_F14             0x0069
#define SCAN_F15             0x006A
#define SCAN_F16             0x006B
#define SCAN_F17             0x006C
#define SCAN_F18             0x006D
#define SCAN_F19             0x006E
#define SCAN_F20             0x006F
#define SCAN_F21             0x0070
#define SCAN_F22             0x0071
#define SCAN_F23             0x0072
#define SCAN_F24             0x0073
#define SCAN_MUTE            0x007F
#define SCAN_VOLUME_UP       0x0080
#define SCAN_VOLUME_DOWN     0x0081
#define SCAN_BRIGHTNESS_UP   0x0100
#define SCAN_BRIGHTNESS_DOWN 0x0101
#define SCAN_SUSPEND         0x0102
#define SCAN_HIBERNATE       0x0103
#define SCAN_TOGGLE_DISPLAY  0x0104
#define SCAN_RECOVERY        0x0105
#define SCAN_EJECT           0x0106

#define CHAR_NULL            0x0000
#define CHAR_BACKSPACE       0x0008
#define CHAR_TAB             0x0009
#define CHAR_LINEFEED        0x000A
#define CHAR_CARRIAGE_RETURN 0x000D

struct EFI_SIMPLE_TEXT_INPUT_PROTOCOL {
    EFI_STATUS(EFIAPI *Reset)(EFI_SIMPLE_TEXT_INPUT_PROTOCOL *This, BOOLEAN ExtendedVerification);
    EFI_STATUS(EFIAPI *ReadKeyStroke)(EFI_SIMPLE_TEXT_INPUT_PROTOCOL *This, EFI_INPUT_KEY *Key);
    EFI_EVENT WaitForKey;
};
UEFI_LAYOUT(EFI_SIMPLE_TEXT_INPUT_PROTOCOL, 24, 12);

/* --- Simple text input, with modifier keys (12.2) --- */

#define EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL_GUID \
    UEFI_GUID(0xDD9E7534, 0x7762, 0x4698, 0x8C14, 0xF58517A625AA)

typedef UINT8 EFI_KEY_TOGGLE_STATE;

typedef struct {
    UINT32 KeyShiftState; /* EFI_..._PRESSED; without EFI_SHIFT_STATE_VALID nothing is known */
    EFI_KEY_TOGGLE_STATE KeyToggleState; /* EFI_..._ACTIVE; likewise EFI_TOGGLE_STATE_VALID */
} EFI_KEY_STATE;
UEFI_LAYOUT(EFI_KEY_STATE, 8, 8);

typedef struct {
    EFI_INPUT_KEY Key;
    EFI_KEY_STATE KeyState;
} EFI_KEY_DATA;
UEFI_LAYOUT(EFI_KEY_DATA, 12, 12);

#define EFI_SHIFT_STATE_VALID     0x80000000U
#define EFI_RIGHT_SHIFT_PRESSED   0x00000001
#define EFI_LEFT_SHIFT_PRESSED    0x00000002
#define EFI_RIGHT_CONTROL_PRESSED 0x00000004
#define EFI_LEFT_CONTROL_PRESSED  0x00000008
#define EFI_RIGHT_ALT_PRESSED     0x00000010
#define EFI_LEFT_ALT_PRESSED      0x00000020
#define EFI_RIGHT_LOGO_PRESSED    0x00000040
#define EFI_LEFT_LOGO_PRESSED     0x00000080
#define EFI_MENU_KEY_PRESSED      0x00000100
#define EFI_SYS_REQ_PRESSED       0x00000200

#define EFI_TOGGLE_STATE_VALID 0x80
#define EFI_KEY_STATE_EXPOSED  0x40 /* set: keys that are only modifiers are reported too */
#define EFI_SCROLL_LOCK_ACTIVE 0x01
#define EFI_NUM_LOCK_ACTIVE    0x02
#define EFI_CAPS_LOCK_ACTIVE   0x04

typedef EFI_STATUS(EFIAPI *EFI_KEY_NOTIFY_FUNCTION)(EFI_KEY_DATA *KeyData);

typedef struct EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL;
struct EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL {
    EFI_STATUS(EFIAPI *Reset)
    (EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This, BOOLEAN ExtendedVerification);
    EFI_STATUS(EFIAPI *ReadKeyStrokeEx)
    (EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This, EFI_KEY_DATA *KeyData);
    EFI_EVENT WaitForKeyEx;
    EFI_STATUS(EFIAPI *SetState)
    (EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This, EFI_KEY_TOGGLE_STATE *KeyToggleState);
    EFI_STATUS(EFIAPI *RegisterKeyNotify)
    (EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This, EFI_KEY_DATA *KeyData,
     EFI_KEY_NOTIFY_FUNCTION KeyNotificationFunction, VOID **NotifyHandle);
    EFI_STATUS(EFIAPI *UnregisterKeyNotify)
    (EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This, VOID *NotificationHandle);
};
UEFI_LAYOUT(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL, 48, 24);

/* --- Simple text output (12.4) --- */

#define EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL_GUID \
    UEFI_GUID(0x387477C2, 0x69C7, 0x11D2, 0x8E39, 0x00A0C969723B)

typedef struct {
    INT32 MaxMode; /* modes are numbered from 0 to MaxMode - 1; 0 is 80 by 25 */
    INT32 Mode;    /* -1: none is set */
    INT32 Attribute;
    INT32 CursorColumn;
    INT32 CursorRow;
    BOOLEAN CursorVisible;
} SIMPLE_TEXT_OUTPUT_MODE;
UEFI_LAYOUT(SIMPLE_TEXT_OUTPUT_MODE, 24, 24);

struct EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL {
    EFI_STATUS(EFIAPI *Reset)(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, BOOLEAN ExtendedVerification);
    EFI_STATUS(EFIAPI *OutputString)(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, CHAR16 *String);
    EFI_STATUS(EFIAPI *TestString)(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, CHAR16 *String);
    EFI_STATUS(EFIAPI *QueryMode)
    (EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN ModeNumber, UINTN *Columns, UINTN *Rows);
    EFI_STATUS(EFIAPI *SetMode)(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN ModeNumber);
    EFI_STATUS(EFIAPI *SetAttribute)(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN Attribute);
    EFI_STATUS(EFIAPI *ClearScreen)(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This);
    EFI_STATUS(EFIAPI *SetCursorPosition)
    (EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN Column, UINTN Row);
    EFI_STATUS(EFIAPI *EnableCursor)(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, BOOLEAN Visible);
    SIMPLE_TEXT_OUTPUT_MODE *Mode;
};
UEFI_LAYOUT(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL, 80, 40);
UEFI_OFFSET(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL, Mode, 72, 36);

/* Attributes: foreground, or'ed with a background that is one of the first eight shifted left by 4.
 */
#define EFI_BLACK        0x00
#define EFI_BLUE         0x01
#define EFI_GREEN        0x02
#define EFI_CYAN         0x03
#define EFI_RED          0x04
#define EFI_MAGENTA      0x05
#define EFI_BROWN        0x06
#define EFI_LIGHTGRAY    0x07
#define EFI_BRIGHT       0x08
#define EFI_DARKGRAY     0x08
#define EFI_LIGHTBLUE    0x09
#define EFI_LIGHTGREEN   0x0A
#define EFI_LIGHTCYAN    0x0B
#define EFI_LIGHTRED     0x0C
#define EFI_LIGHTMAGENTA 0x0D
#define EFI_YELLOW       0x0E
#define EFI_WHITE        0x0F

#define EFI_BACKGROUND_BLACK     0x00
#define EFI_BACKGROUND_BLUE      0x10
#define EFI_BACKGROUND_GREEN     0x20
#define EFI_BACKGROUND_CYAN      0x30
#define EFI_BACKGROUND_RED       0x40
#define EFI_BACKGROUND_MAGENTA   0x50
#define EFI_BACKGROUND_BROWN     0x60
#define EFI_BACKGROUND_LIGHTGRAY 0x70

/* --- Simple pointer (12.5): a mouse --- */

#define EFI_SIMPLE_POINTER_PROTOCOL_GUID \
    UEFI_GUID(0x31878C87, 0x0B75, 0x11D5, 0x9A4F, 0x0090273FC14D)

typedef struct {
    UINT64 ResolutionX; /* counts per mm; 0: the axis is not there */
    UINT64 ResolutionY;
    UINT64 ResolutionZ;
    BOOLEAN LeftButton;
    BOOLEAN RightButton;
} EFI_SIMPLE_POINTER_MODE;
UEFI_LAYOUT(EFI_SIMPLE_POINTER_MODE, 32, 32);

typedef struct {
    INT32 RelativeMovementX; /* counts since the last call */
    INT32 RelativeMovementY;
    INT32 RelativeMovementZ;
    BOOLEAN LeftButton;
    BOOLEAN RightButton;
} EFI_SIMPLE_POINTER_STATE;
UEFI_LAYOUT(EFI_SIMPLE_POINTER_STATE, 16, 16);

typedef struct EFI_SIMPLE_POINTER_PROTOCOL EFI_SIMPLE_POINTER_PROTOCOL;
struct EFI_SIMPLE_POINTER_PROTOCOL {
    EFI_STATUS(EFIAPI *Reset)(EFI_SIMPLE_POINTER_PROTOCOL *This, BOOLEAN ExtendedVerification);
    EFI_STATUS(EFIAPI *GetState)
    (EFI_SIMPLE_POINTER_PROTOCOL *This, EFI_SIMPLE_POINTER_STATE *State);
    EFI_EVENT WaitForInput;
    EFI_SIMPLE_POINTER_MODE *Mode;
};
UEFI_LAYOUT(EFI_SIMPLE_POINTER_PROTOCOL, 32, 16);

/* --- Absolute pointer (12.6): a tablet, a touch screen --- */

#define EFI_ABSOLUTE_POINTER_PROTOCOL_GUID \
    UEFI_GUID(0x8D59D32B, 0xC655, 0x4AE9, 0x9B15, 0xF25904992A43)

typedef struct {
    UINT64 AbsoluteMinX; /* minimum and maximum both 0: the axis is not there */
    UINT64 AbsoluteMinY;
    UINT64 AbsoluteMinZ;
    UINT64 AbsoluteMaxX;
    UINT64 AbsoluteMaxY;
    UINT64 AbsoluteMaxZ;
    UINT32 Attributes; /* EFI_ABSP_Supports... */
} EFI_ABSOLUTE_POINTER_MODE;
UEFI_LAYOUT(EFI_ABSOLUTE_POINTER_MODE, 56, 56);

#define EFI_ABSP_SupportsAltActive   0x00000001
#define EFI_ABSP_SupportsPressureAsZ 0x00000002

typedef struct {
    UINT64 CurrentX;
    UINT64 CurrentY;
    UINT64 CurrentZ;
    UINT32 ActiveButtons; /* EFI_ABSP_TouchActive, EFI_ABS_AltActive */
} EFI_ABSOLUTE_POINTER_STATE;
UEFI_LAYOUT(EFI_ABSOLUTE_POINTER_STATE, 32, 32);

#define EFI_ABSP_TouchActive 0x00000001
#define EFI_ABS_AltActive    0x00000002

typedef struct EFI_ABSOLUTE_POINTER_PROTOCOL EFI_ABSOLUTE_POINTER_PROTOCOL;
struct EFI_ABSOLUTE_POINTER_PROTOCOL {
    EFI_STATUS(EFIAPI *Reset)(EFI_ABSOLUTE_POINTER_PROTOCOL *This, BOOLEAN ExtendedVerification);
    EFI_STATUS(EFIAPI *GetState)
    (EFI_ABSOLUTE_POINTER_PROTOCOL *This, EFI_ABSOLUTE_POINTER_STATE *State);
    EFI_EVENT WaitForInput;
    EFI_ABSOLUTE_POINTER_MODE *Mode;
};
UEFI_LAYOUT(EFI_ABSOLUTE_POINTER_PROTOCOL, 32, 16);

/* --- Serial I/O (12.7) --- */

#define EFI_SERIAL_IO_PROTOCOL_GUID UEFI_GUID(0xBB25CF6F, 0xF1D4, 0x11D2, 0x9A0C, 0x0090273FC1FD)
/* DeviceTypeGuid of the terminal on a serial port. */
#define EFI_SERIAL_TERMINAL_DEVICE_TYPE_GUID \
    UEFI_GUID(0x6AD9A60F, 0x5815, 0x4C7C, 0x8A10, 0x5053D2BF7A1B)

#define EFI_SERIAL_IO_PROTOCOL_REVISION    0x00010000
#define EFI_SERIAL_IO_PROTOCOL_REVISION1p1 0x00010001 /* DeviceTypeGuid is there */

typedef enum {
    DefaultParity,
    NoParity,
    EvenParity,
    OddParity,
    MarkParity,
    SpaceParity,
} EFI_PARITY_TYPE;

typedef enum {
    DefaultStopBits,
    OneStopBit,
    OneFiveStopBits,
    TwoStopBits,
} EFI_STOP_BITS_TYPE;

/* Control bits. */
#define EFI_SERIAL_DATA_TERMINAL_READY          0x00000001
#define EFI_SERIAL_REQUEST_TO_SEND              0x00000002
#define EFI_SERIAL_CLEAR_TO_SEND                0x00000010
#define EFI_SERIAL_DATA_SET_READY               0x00000020
#define EFI_SERIAL_RING_INDICATE                0x00000040
#define EFI_SERIAL_CARRIER_DETECT               0x00000080
#define EFI_SERIAL_INPUT_BUFFER_EMPTY           0x00000100
#define EFI_SERIAL_OUTPUT_BUFFER_EMPTY          0x00000200
#define EFI_SERIAL_HARDWARE_LOOPBACK_ENABLE     0x00001000
#define EFI_SERIAL_SOFTWARE_LOOPBACK_ENABLE     0x00002000
#define EFI_SERIAL_HARDWARE_FLOW_CONTROL_ENABLE 0x00004000

typedef struct {
    UINT32 ControlMask; /* the control bits that SetControl may change */
    UINT32 Timeout;     /* microseconds per character */
    UINT64 BaudRate;
    UINT32 ReceiveFifoDepth;
    UINT32 DataBits;
    UINT32 Parity;   /* EFI_PARITY_TYPE */
    UINT32 StopBits; /* EFI_STOP_BITS_TYPE */
} EFI_SERIAL_IO_MODE;
UEFI_LAYOUT(EFI_SERIAL_IO_MODE, 32, 32);

typedef struct EFI_SERIAL_IO_PROTOCOL EFI_SERIAL_IO_PROTOCOL;
struct EFI_SERIAL_IO_PROTOCOL {
    UINT32 Revision;
    EFI_STATUS(EFIAPI *Reset)(EFI_SERIAL_IO_PROTOCOL *This);
    EFI_STATUS(EFIAPI *SetAttributes)
    (EFI_SERIAL_IO_PROTOCOL *This, UINT64 BaudRate, UINT32 ReceiveFifoDepth, UINT32 Timeout,
     EFI_PARITY_TYPE Parity, UINT8 DataBits, EFI_STOP_BITS_TYPE StopBits);
    EFI_STATUS(EFIAPI *SetControl)(EFI_SERIAL_IO_PROTOCOL *This, UINT32 Control);
    EFI_STATUS(EFIAPI *GetControl)(EFI_SERIAL_IO_PROTOCOL *This, UINT32 *Control);
    EFI_STATUS(EFIAPI *Write)(EFI_SERIAL_IO_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer);
    EFI_STATUS(EFIAPI *Read)(EFI_SERIAL_IO_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer);
    EFI_SERIAL_IO_MODE *Mode;
    const EFI_GUID *DeviceTypeGuid; /* revision 1.1 */
};
UEFI_LAYOUT(EFI_SERIAL_IO_PROTOCOL, 72, 36);
UEFI_OFFSET(EFI_SERIAL_IO_PROTOCOL, Mode, 56, 28);
