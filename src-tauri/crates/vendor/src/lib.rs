//! Vendor profiles as data, and the guide through the portal
