#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| huurproef_fuzz::editor::session(input));
