//! From a syntax tree to a policy in which every name is resolved and every unit agrees.

mod policy;

pub use policy::Action;
pub use policy::Bound;
pub use policy::Cite;
pub use policy::Comparison;
pub use policy::Condition;
pub use policy::Conventions;
pub use policy::Evaluate;
pub use policy::Example;
pub use policy::Expectation;
pub use policy::Frequency;
pub use policy::Given;
pub use policy::Guarantee;
pub use policy::Must;
pub use policy::Named;
pub use policy::Operand;
pub use policy::OverdueFrom;
pub use policy::Partner;
pub use policy::Per;
pub use policy::Policy;
pub use policy::Rule;
pub use policy::Scope;
pub use policy::Segment;
pub use policy::Setting;
pub use policy::Source;
pub use policy::Stage;
pub use policy::StageRange;
pub use policy::Step;
pub use policy::Subject;
pub use policy::Target;
pub use policy::Test;
pub use policy::Value;
