//! Countries, by the codes of ISO 3166-1 and the names that directories have for them: data.
//!
//! The first name is the English one in common use; after it come others that are found in
//! directories (the choice of them is ours). Names in other languages are not among them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A country.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Country {
    /// The code of two letters (ISO 3166-1 alpha-2), which SCIM asks for (RFC 7643 §4.1.2).
    pub(super) code: &'static str,
    /// The code of three letters (alpha-3).
    long_code: &'static str,
    names: &'static [&'static str],
}

impl Country {
    /// Returns the English name in common use.
    pub(super) fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or(self.code)
    }
}

/// Returns the country that has a name, letter case aside, or a code of three letters.
pub(super) fn named(text: &str) -> Option<&'static Country> {
    static BY_NAME: LazyLock<HashMap<String, &Country>> = LazyLock::new(|| {
        let names = COUNTRIES.iter().flat_map(|country| {
            let names = country.names.iter().map(|name| name.to_lowercase());
            names.chain([country.long_code.to_lowercase()]).map(move |name| (name, country))
        });
        names.collect()
    });
    BY_NAME.get(&text.trim().to_lowercase()).copied()
}

/// Returns the country that has a code of two letters.
pub(super) fn coded(text: &str) -> Option<&'static Country> {
    let code = text.trim();
    let at = COUNTRIES.binary_search_by_key(&code, |country| country.code).ok()?;
    COUNTRIES.get(at)
}

const fn country(
    code: &'static str,
    long_code: &'static str,
    names: &'static [&'static str],
) -> Country {
    Country { code, long_code, names }
}

/// Every country and territory that has a code, in the order of the codes.
const COUNTRIES: &[Country] = &[
    country("AD", "AND", &["Andorra"]),
    country("AE", "ARE", &["United Arab Emirates", "UAE"]),
    country("AF", "AFG", &["Afghanistan"]),
    country("AG", "ATG", &["Antigua and Barbuda"]),
    country("AI", "AIA", &["Anguilla"]),
    country("AL", "ALB", &["Albania"]),
    country("AM", "ARM", &["Armenia"]),
    country("AO", "AGO", &["Angola"]),
    country("AQ", "ATA", &["Antarctica"]),
    country("AR", "ARG", &["Argentina"]),
    country("AS", "ASM", &["American Samoa"]),
    country("AT", "AUT", &["Austria", "Österreich"]),
    country("AU", "AUS", &["Australia"]),
    country("AW", "ABW", &["Aruba"]),
    country("AX", "ALA", &["Åland Islands", "Åland"]),
    country("AZ", "AZE", &["Azerbaijan"]),
    country("BA", "BIH", &["Bosnia and Herzegovina"]),
    country("BB", "BRB", &["Barbados"]),
    country("BD", "BGD", &["Bangladesh"]),
    country("BE", "BEL", &["Belgium", "België", "Belgique", "Belgien"]),
    country("BF", "BFA", &["Burkina Faso"]),
    country("BG", "BGR", &["Bulgaria"]),
    country("BH", "BHR", &["Bahrain"]),
    country("BI", "BDI", &["Burundi"]),
    country("BJ", "BEN", &["Benin"]),
    country("BL", "BLM", &["Saint Barthélemy"]),
    country("BM", "BMU", &["Bermuda"]),
    country("BN", "BRN", &["Brunei", "Brunei Darussalam"]),
    country("BO", "BOL", &["Bolivia"]),
    country("BQ", "BES", &["Bonaire, Sint Eustatius and Saba"]),
    country("BR", "BRA", &["Brazil", "Brasil"]),
    country("BS", "BHS", &["Bahamas", "The Bahamas"]),
    country("BT", "BTN", &["Bhutan"]),
    country("BV", "BVT", &["Bouvet Island"]),
    country("BW", "BWA", &["Botswana"]),
    country("BY", "BLR", &["Belarus"]),
    country("BZ", "BLZ", &["Belize"]),
    country("CA", "CAN", &["Canada"]),
    country("CC", "CCK", &["Cocos (Keeling) Islands"]),
    country(
        "CD",
        "COD",
        &["Democratic Republic of the Congo", "Congo, Democratic Republic of the"],
    ),
    country("CF", "CAF", &["Central African Republic"]),
    country("CG", "COG", &["Congo", "Republic of the Congo"]),
    country("CH", "CHE", &["Switzerland", "Schweiz", "Suisse", "Svizzera"]),
    country("CI", "CIV", &["Côte d'Ivoire", "Ivory Coast"]),
    country("CK", "COK", &["Cook Islands"]),
    country("CL", "CHL", &["Chile"]),
    country("CM", "CMR", &["Cameroon"]),
    country("CN", "CHN", &["China", "People's Republic of China"]),
    country("CO", "COL", &["Colombia"]),
    country("CR", "CRI", &["Costa Rica"]),
    country("CU", "CUB", &["Cuba"]),
    country("CV", "CPV", &["Cabo Verde", "Cape Verde"]),
    country("CW", "CUW", &["Curaçao"]),
    country("CX", "CXR", &["Christmas Island"]),
    country("CY", "CYP", &["Cyprus"]),
    country("CZ", "CZE", &["Czechia", "Czech Republic", "Česko"]),
    country("DE", "DEU", &["Germany", "Deutschland"]),
    country("DJ", "DJI", &["Djibouti"]),
    country("DK", "DNK", &["Denmark", "Danmark"]),
    country("DM", "DMA", &["Dominica"]),
    country("DO", "DOM", &["Dominican Republic"]),
    country("DZ", "DZA", &["Algeria"]),
    country("EC", "ECU", &["Ecuador"]),
    country("EE", "EST", &["Estonia", "Eesti"]),
    country("EG", "EGY", &["Egypt"]),
    country("EH", "ESH", &["Western Sahara"]),
    country("ER", "ERI", &["Eritrea"]),
    country("ES", "ESP", &["Spain", "España"]),
    country("ET", "ETH", &["Ethiopia"]),
    country("FI", "FIN", &["Finland", "Suomi"]),
    country("FJ", "FJI", &["Fiji"]),
    country("FK", "FLK", &["Falkland Islands"]),
    country("FM", "FSM", &["Micronesia"]),
    country("FO", "FRO", &["Faroe Islands"]),
    country("FR", "FRA", &["France"]),
    country("GA", "GAB", &["Gabon"]),
    country("GB", "GBR", &["United Kingdom", "UK", "Great Britain"]),
    country("GD", "GRD", &["Grenada"]),
    country("GE", "GEO", &["Georgia"]),
    country("GF", "GUF", &["French Guiana"]),
    country("GG", "GGY", &["Guernsey"]),
    country("GH", "GHA", &["Ghana"]),
    country("GI", "GIB", &["Gibraltar"]),
    country("GL", "GRL", &["Greenland"]),
    country("GM", "GMB", &["Gambia", "The Gambia"]),
    country("GN", "GIN", &["Guinea"]),
    country("GP", "GLP", &["Guadeloupe"]),
    country("GQ", "GNQ", &["Equatorial Guinea"]),
    country("GR", "GRC", &["Greece"]),
    country("GS", "SGS", &["South Georgia and the South Sandwich Islands"]),
    country("GT", "GTM", &["Guatemala"]),
    country("GU", "GUM", &["Guam"]),
    country("GW", "GNB", &["Guinea-Bissau"]),
    country("GY", "GUY", &["Guyana"]),
    country("HK", "HKG", &["Hong Kong", "Hong Kong SAR"]),
    country("HM", "HMD", &["Heard Island and McDonald Islands"]),
    country("HN", "HND", &["Honduras"]),
    country("HR", "HRV", &["Croatia", "Hrvatska"]),
    country("HT", "HTI", &["Haiti"]),
    country("HU", "HUN", &["Hungary", "Magyarország"]),
    country("ID", "IDN", &["Indonesia"]),
    country("IE", "IRL", &["Ireland"]),
    country("IL", "ISR", &["Israel"]),
    country("IM", "IMN", &["Isle of Man"]),
    country("IN", "IND", &["India"]),
    country("IO", "IOT", &["British Indian Ocean Territory"]),
    country("IQ", "IRQ", &["Iraq"]),
    country("IR", "IRN", &["Iran"]),
    country("IS", "ISL", &["Iceland", "Ísland"]),
    country("IT", "ITA", &["Italy", "Italia"]),
    country("JE", "JEY", &["Jersey"]),
    country("JM", "JAM", &["Jamaica"]),
    country("JO", "JOR", &["Jordan"]),
    country("JP", "JPN", &["Japan"]),
    country("KE", "KEN", &["Kenya"]),
    country("KG", "KGZ", &["Kyrgyzstan"]),
    country("KH", "KHM", &["Cambodia"]),
    country("KI", "KIR", &["Kiribati"]),
    country("KM", "COM", &["Comoros"]),
    country("KN", "KNA", &["Saint Kitts and Nevis"]),
    country("KP", "PRK", &["North Korea"]),
    country("KR", "KOR", &["South Korea", "Korea", "Republic of Korea", "Korea, Republic of"]),
    country("KW", "KWT", &["Kuwait"]),
    country("KY", "CYM", &["Cayman Islands"]),
    country("KZ", "KAZ", &["Kazakhstan"]),
    country("LA", "LAO", &["Laos"]),
    country("LB", "LBN", &["Lebanon"]),
    country("LC", "LCA", &["Saint Lucia"]),
    country("LI", "LIE", &["Liechtenstein"]),
    country("LK", "LKA", &["Sri Lanka"]),
    country("LR", "LBR", &["Liberia"]),
    country("LS", "LSO", &["Lesotho"]),
    country("LT", "LTU", &["Lithuania", "Lietuva"]),
    country("LU", "LUX", &["Luxembourg", "Luxemburg"]),
    country("LV", "LVA", &["Latvia", "Latvija"]),
    country("LY", "LBY", &["Libya"]),
    country("MA", "MAR", &["Morocco"]),
    country("MC", "MCO", &["Monaco"]),
    country("MD", "MDA", &["Moldova"]),
    country("ME", "MNE", &["Montenegro"]),
    country("MF", "MAF", &["Saint Martin"]),
    country("MG", "MDG", &["Madagascar"]),
    country("MH", "MHL", &["Marshall Islands"]),
    country("MK", "MKD", &["North Macedonia"]),
    country("ML", "MLI", &["Mali"]),
    country("MM", "MMR", &["Myanmar"]),
    country("MN", "MNG", &["Mongolia"]),
    country("MO", "MAC", &["Macao", "Macau"]),
    country("MP", "MNP", &["Northern Mariana Islands"]),
    country("MQ", "MTQ", &["Martinique"]),
    country("MR", "MRT", &["Mauritania"]),
    country("MS", "MSR", &["Montserrat"]),
    country("MT", "MLT", &["Malta"]),
    country("MU", "MUS", &["Mauritius"]),
    country("MV", "MDV", &["Maldives"]),
    country("MW", "MWI", &["Malawi"]),
    country("MX", "MEX", &["Mexico", "México"]),
    country("MY", "MYS", &["Malaysia"]),
    country("MZ", "MOZ", &["Mozambique"]),
    country("NA", "NAM", &["Namibia"]),
    country("NC", "NCL", &["New Caledonia"]),
    country("NE", "NER", &["Niger"]),
    country("NF", "NFK", &["Norfolk Island"]),
    country("NG", "NGA", &["Nigeria"]),
    country("NI", "NIC", &["Nicaragua"]),
    country("NL", "NLD", &["Netherlands", "The Netherlands", "Nederland"]),
    country("NO", "NOR", &["Norway", "Norge"]),
    country("NP", "NPL", &["Nepal"]),
    country("NR", "NRU", &["Nauru"]),
    country("NU", "NIU", &["Niue"]),
    country("NZ", "NZL", &["New Zealand"]),
    country("OM", "OMN", &["Oman"]),
    country("PA", "PAN", &["Panama"]),
    country("PE", "PER", &["Peru"]),
    country("PF", "PYF", &["French Polynesia"]),
    country("PG", "PNG", &["Papua New Guinea"]),
    country("PH", "PHL", &["Philippines", "The Philippines"]),
    country("PK", "PAK", &["Pakistan"]),
    country("PL", "POL", &["Poland", "Polska"]),
    country("PM", "SPM", &["Saint Pierre and Miquelon"]),
    country("PN", "PCN", &["Pitcairn"]),
    country("PR", "PRI", &["Puerto Rico"]),
    country("PS", "PSE", &["Palestine"]),
    country("PT", "PRT", &["Portugal"]),
    country("PW", "PLW", &["Palau"]),
    country("PY", "PRY", &["Paraguay"]),
    country("QA", "QAT", &["Qatar"]),
    country("RE", "REU", &["Réunion"]),
    country("RO", "ROU", &["Romania", "România"]),
    country("RS", "SRB", &["Serbia", "Srbija"]),
    country("RU", "RUS", &["Russia", "Russian Federation"]),
    country("RW", "RWA", &["Rwanda"]),
    country("SA", "SAU", &["Saudi Arabia"]),
    country("SB", "SLB", &["Solomon Islands"]),
    country("SC", "SYC", &["Seychelles"]),
    country("SD", "SDN", &["Sudan"]),
    country("SE", "SWE", &["Sweden", "Sverige"]),
    country("SG", "SGP", &["Singapore"]),
    country("SH", "SHN", &["Saint Helena, Ascension and Tristan da Cunha"]),
    country("SI", "SVN", &["Slovenia", "Slovenija"]),
    country("SJ", "SJM", &["Svalbard and Jan Mayen"]),
    country("SK", "SVK", &["Slovakia", "Slovensko"]),
    country("SL", "SLE", &["Sierra Leone"]),
    country("SM", "SMR", &["San Marino"]),
    country("SN", "SEN", &["Senegal"]),
    country("SO", "SOM", &["Somalia"]),
    country("SR", "SUR", &["Suriname"]),
    country("SS", "SSD", &["South Sudan"]),
    country("ST", "STP", &["São Tomé and Príncipe"]),
    country("SV", "SLV", &["El Salvador"]),
    country("SX", "SXM", &["Sint Maarten"]),
    country("SY", "SYR", &["Syria"]),
    country("SZ", "SWZ", &["Eswatini"]),
    country("TC", "TCA", &["Turks and Caicos Islands"]),
    country("TD", "TCD", &["Chad"]),
    country("TF", "ATF", &["French Southern Territories"]),
    country("TG", "TGO", &["Togo"]),
    country("TH", "THA", &["Thailand"]),
    country("TJ", "TJK", &["Tajikistan"]),
    country("TK", "TKL", &["Tokelau"]),
    country("TL", "TLS", &["Timor-Leste"]),
    country("TM", "TKM", &["Turkmenistan"]),
    country("TN", "TUN", &["Tunisia"]),
    country("TO", "TON", &["Tonga"]),
    country("TR", "TUR", &["Türkiye", "Turkey"]),
    country("TT", "TTO", &["Trinidad and Tobago"]),
    country("TV", "TUV", &["Tuvalu"]),
    country("TW", "TWN", &["Taiwan"]),
    country("TZ", "TZA", &["Tanzania"]),
    country("UA", "UKR", &["Ukraine"]),
    country("UG", "UGA", &["Uganda"]),
    country("UM", "UMI", &["United States Minor Outlying Islands"]),
    country("US", "USA", &["United States", "United States of America", "U.S.", "U.S.A."]),
    country("UY", "URY", &["Uruguay"]),
    country("UZ", "UZB", &["Uzbekistan"]),
    country("VA", "VAT", &["Holy See", "Vatican City"]),
    country("VC", "VCT", &["Saint Vincent and the Grenadines"]),
    country("VE", "VEN", &["Venezuela"]),
    country("VG", "VGB", &["British Virgin Islands"]),
    country("VI", "VIR", &["U.S. Virgin Islands"]),
    country("VN", "VNM", &["Vietnam", "Viet Nam"]),
    country("VU", "VUT", &["Vanuatu"]),
    country("WF", "WLF", &["Wallis and Futuna"]),
    country("WS", "WSM", &["Samoa"]),
    country("YE", "YEM", &["Yemen"]),
    country("YT", "MYT", &["Mayotte"]),
    country("ZA", "ZAF", &["South Africa"]),
    country("ZM", "ZMB", &["Zambia"]),
    country("ZW", "ZWE", &["Zimbabwe"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_and_each_name_has_one_country() {
        assert!(COUNTRIES.is_sorted_by(|a, b| a.code < b.code), "searched by halves");
        for country in COUNTRIES {
            assert_eq!(coded(country.code), Some(country), "{}", country.code);
            for name in country.names.iter().chain([&country.long_code]) {
                assert_eq!(named(name), Some(country), "{name}");
            }
        }
    }
}
