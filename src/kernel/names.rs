//! Names as small numbers, so that kernels compare integers.

use std::collections::BTreeMap;

use arrow::array::{Array, AsArray};
use arrow::datatypes::DataType;

/// Numbers for the names of one column of a stream.
#[derive(Default)]
pub(super) struct Names {
    known: BTreeMap<String, i32>,
}

impl Names {
    /// A number a row, the same for the same name in every batch; `None` for null, or if the column
    /// doesn't hold names.
    ///
    /// An enumeration of DuckDB comes with a whole dictionary in each batch, so its keys are numbers
    /// already.
    pub(super) fn numbers(&mut self, column: &dyn Array) -> Option<Vec<Option<i32>>> {
        let rows = column.len();
        if let Some(dictionary) = column.as_any_dictionary_opt() {
            // Keys can't be made comparable where there is no value for them.
            let keys = match dictionary.values().is_empty() {
                true => vec![0; rows],
                false => dictionary.normalized_keys(),
            };
            let nulls = dictionary.keys().logical_nulls();
            let number = |(i, key): (usize, usize)| {
                let known = nulls.as_ref().is_none_or(|nulls| nulls.is_valid(i));
                known.then(|| i32::try_from(key).unwrap_or(i32::MAX))
            };
            return Some(keys.into_iter().enumerate().map(number).collect());
        }
        let texts: Vec<Option<&str>> = match column.data_type() {
            DataType::Utf8 => column.as_string::<i32>().iter().collect(),
            DataType::LargeUtf8 => column.as_string::<i64>().iter().collect(),
            DataType::Utf8View => column.as_string_view().iter().collect(),
            _ => return None,
        };
        Some(texts.into_iter().map(|text| text.map(|text| self.number(text))).collect())
    }

    fn number(&mut self, name: &str) -> i32 {
        if let Some(&number) = self.known.get(name) {
            return number;
        }
        let number = i32::try_from(self.known.len()).unwrap_or(i32::MAX);
        self.known.insert(name.to_owned(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{DictionaryArray, Int32Array, StringArray};
    use arrow::datatypes::{Int8Type, UInt8Type};

    use super::*;

    #[test]
    fn a_name_has_the_same_number_in_every_batch() {
        let mut names = Names::default();
        let first = StringArray::from(vec![Some("b"), None, Some("a")]);
        let second = StringArray::from(vec!["a", "c", "b"]);
        assert_eq!(names.numbers(&first).unwrap(), [Some(0), None, Some(1)]);
        assert_eq!(names.numbers(&second).unwrap(), [Some(1), Some(2), Some(0)]);
    }

    #[test]
    fn keys_of_a_dictionary_are_its_numbers() {
        let mut names = Names::default();
        let column: DictionaryArray<UInt8Type> =
            vec![Some("x"), Some("y"), None, Some("x")].into_iter().collect();
        assert_eq!(names.numbers(&column).unwrap(), [Some(0), Some(1), None, Some(0)]);
        let nothing: DictionaryArray<Int8Type> = vec![None::<&str>, None].into_iter().collect();
        assert_eq!(names.numbers(&nothing).unwrap(), [None, None]);
        assert!(names.numbers(&Int32Array::from(vec![1])).is_none());
    }
}
