#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oms_maturity_fuzz::laws::stored_report(bytes));
