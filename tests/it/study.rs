//! Whole studies through the binary: what an analyst sees, and what bad input gets.
