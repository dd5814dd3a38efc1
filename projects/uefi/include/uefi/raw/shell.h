/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the shell offers (UEFI Shell specification 2.2): itself, the parameters of the application
 * it started, and commands that drivers add.
 */
#pragma once

#include "uefi/raw/base.h"
#include "uefi/raw/media.h"

typedef VOID *SHELL_FILE_HANDLE; /* the shell's own: only its functions may use it */

/* --- Parameters --- */

#define EFI_SHELL_PARAMETERS_PROTOCOL_GUID \
    UEFI_GUID(0x752F3136, 0x4E16, 0x4FDC, 0xA22A, 0xE5F46812F4CA)

typedef struct {
    CHAR16 **Argv; /* Argv[0] is the path of the application */
    UINTN Argc;
    SHELL_FILE_HANDLE StdIn;
    SHELL_FILE_HANDLE StdOut;
    SHELL_FILE_HANDLE StdErr;
} EFI_SHELL_PARAMETERS_PROTOCOL;
UEFI_LAYOUT(EFI_SHELL_PARAMETERS_PROTOCOL, 40, 20);

/* --- Shell --- */

#define EFI_SHELL_PROTOCOL_GUID UEFI_GUID(0x6302D008, 0x7F9B, 0x4F30, 0x87AC, 0x60C9FEF5DA4E)

#define EFI_SHELL_MAJOR_VERSION 2
#define EFI_SHELL_MINOR_VERSION 2

typedef struct EFI_LIST_ENTRY EFI_LIST_ENTRY;
struct EFI_LIST_ENTRY {
    EFI_LIST_ENTRY *ForwardLink;
    EFI_LIST_ENTRY *BackLink;
};
UEFI_LAYOUT(EFI_LIST_ENTRY, 16, 8);

/* The list's head is one of these too, of which only Link means anything. */
typedef struct {
    EFI_LIST_ENTRY Link;
    EFI_STATUS Status;
    const CHAR16 *FullName;
    const CHAR16 *FileName;
    SHELL_FILE_HANDLE Handle;
    EFI_FILE_INFO *Info;
} EFI_SHELL_FILE_INFO;
UEFI_LAYOUT(EFI_SHELL_FILE_INFO, 56, 28);

typedef UINT32 EFI_SHELL_DEVICE_NAME_FLAGS;
#define EFI_DEVICE_NAME_USE_COMPONENT_NAME 0x00000001
#define EFI_DEVICE_NAME_USE_DEVICE_PATH    0x00000002

typedef struct {
    EFI_STATUS(EFIAPI *Execute)
    (EFI_HANDLE *ParentImageHandle, CHAR16 *CommandLine, CHAR16 **Environment,
     EFI_STATUS *StatusCode);
    const CHAR16 *(EFIAPI *GetEnv)(const CHAR16 *Name);
    EFI_STATUS(EFIAPI *SetEnv)(const CHAR16 *Name, const CHAR16 *Value, BOOLEAN Volatile);
    const CHAR16 *(EFIAPI *GetAlias)(const CHAR16 *Alias, BOOLEAN *Volatile);
    EFI_STATUS(EFIAPI *SetAlias)
    (const CHAR16 *Command, const CHAR16 *Alias, BOOLEAN Replace, BOOLEAN Volatile);
    EFI_STATUS(EFIAPI *GetHelpText)
    (const CHAR16 *Command, const CHAR16 *Sections, CHAR16 **HelpText);
    const EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *GetDevicePathFromMap)(const CHAR16 *Mapping);
    const CHAR16 *(EFIAPI *GetMapFromDevicePath)(EFI_DEVICE_PATH_PROTOCOL **DevicePath);
    EFI_DEVICE_PATH_PROTOCOL *(EFIAPI *GetDevicePathFromFilePath)(const CHAR16 *Path);
    CHAR16 *(EFIAPI *GetFilePathFromDevicePath)(const EFI_DEVICE_PATH_PROTOCOL *Path);
    EFI_STATUS(EFIAPI *SetMap)(const EFI_DEVICE_PATH_PROTOCOL *DevicePath, const CHAR16 *Mapping);
    const CHAR16 *(EFIAPI *GetCurDir)(const CHAR16 *FileSystemMapping);
    EFI_STATUS(EFIAPI *SetCurDir)(const CHAR16 *FileSystem, const CHAR16 *Dir);
    EFI_STATUS(EFIAPI *OpenFileList)(CHAR16 *Path, UINT64 OpenMode, EFI_SHELL_FILE_INFO **FileList);
    EFI_STATUS(EFIAPI *FreeFileList)(EFI_SHELL_FILE_INFO **FileList);
    EFI_STATUS(EFIAPI *RemoveDupInFileList)(EFI_SHELL_FILE_INFO **FileList);
    BOOLEAN(EFIAPI *BatchIsActive)(VOID);
    BOOLEAN(EFIAPI *IsRootShell)(VOID);
    VOID(EFIAPI *EnablePageBreak)(VOID);
    VOID(EFIAPI *DisablePageBreak)(VOID);
    BOOLEAN(EFIAPI *GetPageBreak)(VOID);
    EFI_STATUS(EFIAPI *GetDeviceName)
    (EFI_HANDLE DeviceHandle, EFI_SHELL_DEVICE_NAME_FLAGS Flags, CHAR8 *Language,
     CHAR16 **BestDeviceName);
    EFI_FILE_INFO *(EFIAPI *GetFileInfo)(SHELL_FILE_HANDLE FileHandle);
    EFI_STATUS(EFIAPI *SetFileInfo)(SHELL_FILE_HANDLE FileHandle, const EFI_FILE_INFO *FileInfo);
    EFI_STATUS(EFIAPI *OpenFileByName)
    (const CHAR16 *FileName, SHELL_FILE_HANDLE *FileHandle, UINT64 OpenMode);
    EFI_STATUS(EFIAPI *CloseFile)(SHELL_FILE_HANDLE FileHandle);
    EFI_STATUS(EFIAPI *CreateFile)
    (const CHAR16 *FileName, UINT64 FileAttribs, SHELL_FILE_HANDLE *FileHandle);
    EFI_STATUS(EFIAPI *ReadFile)(SHELL_FILE_HANDLE FileHandle, UINTN *ReadSize, VOID *Buffer);
    EFI_STATUS(EFIAPI *WriteFile)(SHELL_FILE_HANDLE FileHandle, UINTN *BufferSize, VOID *Buffer);
    EFI_STATUS(EFIAPI *DeleteFile)(SHELL_FILE_HANDLE FileHandle);
    EFI_STATUS(EFIAPI *DeleteFileByName)(const CHAR16 *FileName);
    EFI_STATUS(EFIAPI *GetFilePosition)(SHELL_FILE_HANDLE FileHandle, UINT64 *Position);
    EFI_STATUS(EFIAPI *SetFilePosition)(SHELL_FILE_HANDLE FileHandle, UINT64 Position);
    EFI_STATUS(EFIAPI *FlushFile)(SHELL_FILE_HANDLE FileHandle);
    EFI_STATUS(EFIAPI *FindFiles)(const CHAR16 *FilePattern, EFI_SHELL_FILE_INFO **FileList);
    EFI_STATUS(EFIAPI *FindFilesInDir)
    (SHELL_FILE_HANDLE FileDirHandle, EFI_SHELL_FILE_INFO **FileList);
    EFI_STATUS(EFIAPI *GetFileSize)(SHELL_FILE_HANDLE FileHandle, UINT64 *Size);
    EFI_STATUS(EFIAPI *OpenRoot)
    (EFI_DEVICE_PATH_PROTOCOL *DevicePath, SHELL_FILE_HANDLE *FileHandle);
    EFI_STATUS(EFIAPI *OpenRootByHandle)(EFI_HANDLE DeviceHandle, SHELL_FILE_HANDLE *FileHandle);
    EFI_EVENT ExecutionBreak;
    UINT32 MajorVersion;
    UINT32 MinorVersion;
    /* 2.1 */
    EFI_STATUS(EFIAPI *RegisterGuidName)(const EFI_GUID *Guid, const CHAR16 *GuidName);
    EFI_STATUS(EFIAPI *GetGuidName)(const EFI_GUID *Guid, const CHAR16 **GuidName);
    EFI_STATUS(EFIAPI *GetGuidFromName)(const CHAR16 *GuidName, EFI_GUID *Guid);
    const CHAR16 *(EFIAPI *GetEnvEx)(const CHAR16 *Name, UINT32 *Attributes);
} EFI_SHELL_PROTOCOL;
UEFI_LAYOUT(EFI_SHELL_PROTOCOL, 360, 184);
UEFI_OFFSET(EFI_SHELL_PROTOCOL, ExecutionBreak, 312, 156);
UEFI_OFFSET(EFI_SHELL_PROTOCOL, RegisterGuidName, 328, 168);

/* --- A command that a driver adds --- */

#define EFI_SHELL_DYNAMIC_COMMAND_PROTOCOL_GUID \
    UEFI_GUID(0x3C7200E9, 0x005F, 0x4EA4, 0x87DE, 0xA3DFAC8A27C3)

typedef enum {
    SHELL_SUCCESS = 0,
    SHELL_LOAD_ERROR = 1,
    SHELL_INVALID_PARAMETER = 2,
    SHELL_UNSUPPORTED = 3,
    SHELL_BAD_BUFFER_SIZE = 4,
    SHELL_BUFFER_TOO_SMALL = 5,
    SHELL_NOT_READY = 6,
    SHELL_DEVICE_ERROR = 7,
    SHELL_WRITE_PROTECTED = 8,
    SHELL_OUT_OF_RESOURCES = 9,
    SHELL_VOLUME_CORRUPTED = 10,
    SHELL_VOLUME_FULL = 11,
    SHELL_NO_MEDIA = 12,
    SHELL_MEDIA_CHANGED = 13,
    SHELL_NOT_FOUND = 14,
    SHELL_ACCESS_DENIED = 15,
    SHELL_TIMEOUT = 18,
    SHELL_NOT_STARTED = 19,
    SHELL_ALREADY_STARTED = 20,
    SHELL_ABORTED = 21,
    SHELL_INCOMPATIBLE_VERSION = 25,
    SHELL_SECURITY_VIOLATION = 26,
    SHELL_NOT_EQUAL = 27,
} SHELL_STATUS;

typedef struct EFI_SHELL_DYNAMIC_COMMAND_PROTOCOL EFI_SHELL_DYNAMIC_COMMAND_PROTOCOL;
struct EFI_SHELL_DYNAMIC_COMMAND_PROTOCOL {
    const CHAR16 *CommandName;
    SHELL_STATUS(EFIAPI *Handler)
    (EFI_SHELL_DYNAMIC_COMMAND_PROTOCOL *This, EFI_SYSTEM_TABLE *SystemTable,
     EFI_SHELL_PARAMETERS_PROTOCOL *ShellParameters, EFI_SHELL_PROTOCOL *Shell);
    CHAR16 *(EFIAPI *GetHelp)(EFI_SHELL_DYNAMIC_COMMAND_PROTOCOL *This, const CHAR8 *Language);
};
UEFI_LAYOUT(EFI_SHELL_DYNAMIC_COMMAND_PROTOCOL, 24, 12);
