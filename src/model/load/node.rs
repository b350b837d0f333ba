//! Reads a JSON value as a type, and says where it does not fit.
//!
//! A serde deserializer of our own, because those at hand either forget the place or weigh as much
//! as everything else that reads files: each type is compiled once, for this one.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer as _, MapAccess,
    SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::item::Fault;

/// A value on its way into a type.
#[derive(Clone, Copy)]
pub(super) struct Node<'a>(pub(super) &'a Value);

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(*it),
            Value::Number(it) => match (it.as_i64(), it.as_f64()) {
                (Some(whole), _) => visitor.visit_i64(whole),
                (None, number) => visitor.visit_f64(number.unwrap_or(f64::INFINITY)),
            },
            Value::String(it) => visitor.visit_str(it),
            Value::Array(them) => visitor.visit_seq(Items { them: them.iter(), next: 0 }),
            Value::Object(fields) => visitor.visit_map(Fields { them: fields.iter(), value: None }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Value::String(it) => {
                let word: StrDeserializer<Fault> = it.as_str().into_deserializer();
                word.deserialize_enum(name, variants, visitor)
            }
            // The format's enums are words; this visitor refuses anything else in its own terms.
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The items of a list.
struct Items<'a> {
    them: std::slice::Iter<'a, Value>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some(item) = self.them.next() else { return Ok(None) };
        let index = self.next;
        self.next += 1;
        seed.deserialize(Node(item)).map(Some).map_err(|fault| fault.inside(index.to_string()))
    }
}

/// The fields of an object.
struct Fields<'a> {
    them: serde_json::map::Iter<'a>,
    value: Option<(&'a String, &'a Value)>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        self.value = self.them.next();
        let Some((key, _)) = self.value else { return Ok(None) };
        let name: StrDeserializer<Fault> = key.as_str().into_deserializer();
        seed.deserialize(name).map(Some).map_err(|fault| fault.inside(key.clone()))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((key, value)) = self.value.take() else {
            return Err(Fault::custom("a value without a name"));
        };
        seed.deserialize(Node(value)).map_err(|fault| fault.inside(key.clone()))
    }
}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Fault::new(&message.to_string())
    }

    fn invalid_type(given: Unexpected, expected: &dyn Expected) -> Self {
        match given {
            Unexpected::Unit => Fault::new(&format!("invalid type: null, expected {expected}")),
            _ => Fault::new(&format!("invalid type: {given}, expected {expected}")),
        }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Fault::unknown("unknown field `", field, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Fault::unknown("unknown word `", variant, expected)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}
