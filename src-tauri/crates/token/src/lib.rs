//! Secret token recipes, their checks and their safe keeping
