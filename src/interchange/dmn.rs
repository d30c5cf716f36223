//! placeholder
use super::XmlError;
use crate::check::Policy;
use crate::locale::Locale;
/// x
pub fn dmn(_policy: &Policy, _locale: Locale) -> Result<String, XmlError> {
    Err(XmlError(String::new()))
}
