/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A shell of the test's own, and arguments.
 *
 * Tests: EFI_SHELL_PARAMETERS_PROTOCOL
 * Tests: EFI_SHELL_PROTOCOL
 */
#include "check.h"
#include "uefi/memory.h"
#include "uefi/raw/path.h"
#include "uefi/shell.h"
#include "uefi/text.h"

static bool same(const char16_t *a, const char16_t *b)
{
    return uefi_utf16_equal(a, b);
}

/* As long as a string may be, and without an end. */
static char16_t *endless(struct uefi_mock *m)
{
    char16_t *text = (char16_t *)uefi_mock_keep(m, UEFI_SHELL_TEXT_MAX * sizeof(char16_t));
    for (size_t i = 0; i < UEFI_SHELL_TEXT_MAX; i++)
        text[i] = 'x';
    return text;
}

static void gives_arguments(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_SHELL_PARAMETERS_PROTOCOL_GUID;
    char16_t program[] = u"fs0:\\app.efi", one[] = u"-v";
    CHAR16 *words[] = {program, one, NULL, (CHAR16 *)(uintptr_t)((char *)one + 1), endless(m)};
    EFI_SHELL_PARAMETERS_PROTOCOL parameters = {.Argv = words, .Argc = 5};
    struct uefi_args args = {0};
    const char16_t *word = NULL;
    assert_status(uefi_args_open(&args), EFI_UNSUPPORTED);
    uefi_mock_install(m, uefi_mock_image(m), &guid, &parameters);
    assert_ok(uefi_args_open(&args));
    assert_int_equal(args.count, 5);
    assert_ok(uefi_args_get(&args, 0, &word));
    assert_true(same(word, program));
    assert_ok(uefi_args_get(&args, 1, &word));
    assert_true(same(word, u"-v"));
    assert_status(uefi_args_get(&args, 2, &word), EFI_PROTOCOL_ERROR);
    assert_status(uefi_args_get(&args, 3, &word), EFI_PROTOCOL_ERROR);
    assert_status(uefi_args_get(&args, 4, &word), EFI_PROTOCOL_ERROR);
    words[4][UEFI_SHELL_TEXT_MAX - 1] = 0;
    assert_ok(uefi_args_get(&args, 4, &word));
    assert_status(uefi_args_get(&args, 5, &word), EFI_NOT_FOUND);
    uefi_args_close(&args);
    assert_status(uefi_args_get(&args, 0, &word), EFI_NOT_STARTED);

    parameters.Argc = UEFI_SHELL_ARGS_MAX + 1;
    assert_status(uefi_args_open(&args), EFI_PROTOCOL_ERROR);
    parameters.Argc = 1;
    parameters.Argv = NULL;
    assert_status(uefi_args_open(&args), EFI_PROTOCOL_ERROR);
    parameters.Argv = (CHAR16 **)((uintptr_t)words + 2);
    assert_status(uefi_args_open(&args), EFI_PROTOCOL_ERROR);
    assert_null(args.raw);
    parameters = (EFI_SHELL_PARAMETERS_PROTOCOL){0};
    assert_ok(uefi_args_open(&args));
    assert_int_equal(args.count, 0);
    end_boot_services();
    assert_status(uefi_args_get(&args, 0, &word), EFI_NOT_READY);
    uefi_args_close(&args);
}
MOCKED(gives_arguments)

static struct {
    EFI_SHELL_PROTOCOL protocol;
    char16_t value[16];
    const char16_t *text; /* what is handed out next */
    EFI_DEVICE_PATH_PROTOCOL path;
    bool broken;
} shell;

static const CHAR16 *EFIAPI get_env(const CHAR16 *name)
{
    return same(name, u"path") ? shell.text : NULL;
}

static EFI_STATUS EFIAPI set_env(const CHAR16 *name, const CHAR16 *value, BOOLEAN is_volatile)
{
    if (!same(name, u"path") || is_volatile != 1)
        return EFI_DEVICE_ERROR;
    size_t i = 0;
    do
        shell.value[i] = value[i];
    while (value[i++]);
    shell.text = *shell.value ? shell.value : NULL;
    return EFI_SUCCESS;
}

static const CHAR16 *EFIAPI get_dir(const CHAR16 *mapping)
{
    return mapping ? NULL : shell.text;
}

static EFI_STATUS EFIAPI set_dir(const CHAR16 *mapping, const CHAR16 *dir)
{
    shell.text = dir;
    return mapping ? EFI_NOT_FOUND : EFI_SUCCESS;
}

static const EFI_DEVICE_PATH_PROTOCOL *EFIAPI get_map(const CHAR16 *mapping)
{
    return same(mapping, u"fs0:") ? &shell.path : NULL;
}

static EFI_STATUS EFIAPI set_map(const EFI_DEVICE_PATH_PROTOCOL *path, const CHAR16 *mapping)
{
    (void)path;
    return same(mapping, u"fs0:") ? EFI_ACCESS_DENIED : EFI_SUCCESS;
}

static EFI_STATUS EFIAPI execute(EFI_HANDLE *parent, CHAR16 *line, CHAR16 **environment,
                                 EFI_STATUS *exit)
{
    assert_ptr_equal(*parent, uefi_image()->handle);
    assert_null(environment);
    *exit = same(line, u"false") ? EFI_ABORTED : EFI_SUCCESS;
    return same(line, u"none") ? EFI_UNSUPPORTED : EFI_SUCCESS;
}

static EFI_STATUS EFIAPI device_name(EFI_HANDLE handle, EFI_SHELL_DEVICE_NAME_FLAGS flags,
                                     CHAR8 *language, CHAR16 **name)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Shell.GetDeviceName", &lie);
    (void)handle;
    assert_int_equal(flags, EFI_DEVICE_NAME_USE_COMPONENT_NAME);
    assert_string_equal(language, "en");
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    return uefi_mock_give(&lie, (void **)name, u"Disk", sizeof u"Disk");
}

static bool interrupted(void *argument)
{
    (void)argument;
    return shell.broken;
}

static void opened(struct uefi_mock *m, struct uefi_shell *ret_shell)
{
    static const EFI_GUID guid = EFI_SHELL_PROTOCOL_GUID;
    memset(&shell, 0, sizeof shell);
    shell.protocol = (EFI_SHELL_PROTOCOL){
        .Execute = execute,
        .GetEnv = get_env,
        .SetEnv = set_env,
        .GetCurDir = get_dir,
        .SetCurDir = set_dir,
        .GetDevicePathFromMap = get_map,
        .SetMap = set_map,
        .GetDeviceName = device_name,
        .ExecutionBreak = uefi_mock_wait_event(m, interrupted, NULL),
        .MajorVersion = 2,
        .MinorVersion = 1,
    };
    assert_status(uefi_shell_open(ret_shell), EFI_UNSUPPORTED);
    struct uefi_handle on = uefi_handle_of(uefi_mock_install(m, NULL, &guid, &shell.protocol));
    assert_ok(uefi_shell_open_on(on, ret_shell));
    uefi_shell_close(ret_shell);
    assert_ok(uefi_shell_open(ret_shell));
}

static void keeps_an_environment(struct uefi_mock *m)
{
    struct uefi_shell object = {0};
    const char16_t *text = NULL;
    uint32_t major = 0, minor = 0;
    opened(m, &object);
    assert_ok(uefi_shell_version(&object, &major, &minor));
    assert_true(major == 2 && minor == 1);
    assert_status(uefi_shell_get_env(&object, u"path", &text), EFI_NOT_FOUND);
    assert_ok(uefi_shell_set_env(&object, u"path", u"fs0:", true));
    assert_ok(uefi_shell_get_env(&object, u"path", &text));
    assert_true(same(text, u"fs0:"));
    assert_ok(uefi_shell_set_env(&object, u"path", NULL, true));
    assert_status(uefi_shell_get_env(&object, u"path", &text), EFI_NOT_FOUND);
    assert_status(uefi_shell_set_env(&object, u"path", u"", false), EFI_DEVICE_ERROR);
    assert_status(uefi_shell_set_env(&object, u"", u"", false), EFI_INVALID_PARAMETER);
    assert_status(uefi_shell_get_env(&object, u"", &text), EFI_INVALID_PARAMETER);
    assert_status(uefi_shell_get_env(&object, NULL, &text), EFI_INVALID_PARAMETER);

    text = NULL;
    shell.text = endless(m);
    assert_status(uefi_shell_get_env(&object, u"path", &text), EFI_PROTOCOL_ERROR);
    shell.text = (const char16_t *)(const void *)((const char *)shell.value + 1);
    assert_status(uefi_shell_get_env(&object, u"path", &text), EFI_PROTOCOL_ERROR);
    assert_status(uefi_shell_get_dir(&object, NULL, &text), EFI_PROTOCOL_ERROR);
    assert_null(text);
    assert_ok(uefi_shell_set_dir(&object, NULL, u"\\efi"));
    assert_ok(uefi_shell_get_dir(&object, NULL, &text));
    assert_true(same(text, u"\\efi"));
    assert_status(uefi_shell_get_dir(&object, u"fs9:", &text), EFI_NOT_FOUND);
    assert_status(uefi_shell_set_dir(&object, u"fs9:", u"\\"), EFI_NOT_FOUND);
    uefi_shell_close(&object);
    assert_status(uefi_shell_get_dir(&object, NULL, &text), EFI_NOT_STARTED);
}
MOCKED(keeps_an_environment)

static void runs_and_names(struct uefi_mock *m)
{
    struct uefi_shell object = {0};
    const EFI_DEVICE_PATH_PROTOCOL *path = NULL;
    EFI_STATUS exit = 1;
    char16_t *name = NULL;
    const struct uefi_handle device = uefi_handle_of(m);
    opened(m, &object);
    assert_ok(uefi_shell_execute(&object, u"false", &exit));
    assert_true(exit == EFI_ABORTED);
    assert_status(uefi_shell_execute(&object, u"none", &exit), EFI_UNSUPPORTED);
    assert_true(exit == EFI_ABORTED);
    assert_ok(uefi_shell_get_map(&object, u"fs0:", &path));
    assert_ptr_equal(path, &shell.path);
    assert_status(uefi_shell_get_map(&object, u"fs1:", &path), EFI_NOT_FOUND);
    assert_ok(uefi_shell_set_map(&object, path, u"x:"));
    assert_status(uefi_shell_set_map(&object, NULL, u"fs0:"), EFI_ACCESS_DENIED);

    const uint32_t flags = EFI_DEVICE_NAME_USE_COMPONENT_NAME;
    assert_ok(uefi_shell_device_name_alloc(&object, device, flags, "en", &name));
    assert_true(same(name, u"Disk"));
    uefi_pool_free(name);
    name = NULL;
    uefi_mock_lie(m, "Shell.GetDeviceName", UEFI_MOCK_FAIL, EFI_NOT_FOUND, 0, 1);
    assert_status(uefi_shell_device_name_alloc(&object, device, flags, "en", &name), EFI_NOT_FOUND);
    uefi_mock_lie(m, "Shell.GetDeviceName", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_shell_device_name_alloc(&object, device, flags, "en", &name),
                  EFI_PROTOCOL_ERROR);
    assert_null(name);
    assert_false(uefi_shell_interrupted(&object));
    shell.broken = true;
    assert_true(uefi_shell_interrupted(&object));
    end_boot_services();
    assert_false(uefi_shell_interrupted(&object));
    assert_status(uefi_shell_execute(&object, u"false", &exit), EFI_NOT_READY);
}
MOCKED(runs_and_names)

TESTS(mocked(gives_arguments), mocked(keeps_an_environment), mocked(runs_and_names))
