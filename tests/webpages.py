"""Saved pages of four archives, made up in the structure that theirs have."""

from __future__ import annotations

FRUS = """\
<!DOCTYPE html>
<!-- saved from url=(0065)https://history.state.gov/historicaldocuments/frus1958-60v99/d12 -->
<html lang="en"><head><meta charset="utf-8"><title>Foreign Relations of the United States, 1958–1960, Volume XCIX, Document 12 - Office of the Historian</title>
<link rel="canonical" href="https://history.state.gov/historicaldocuments/frus1958-60v99/d12"><script>var a = "x";</script><style>p { color: red }</style></head>
<body>
<a class="skip-link" href="#content">Skip to content</a>
<div class="hsg-header"><div class="container"><a href="/"><img src="logo.png" alt="Office of the Historian"></a><form action="/search"><input name="q"><button>Search</button></form></div></div>
<nav class="navbar"><ul><li><a href="/">Home</a></li><li><a href="/historicaldocuments">Historical Documents</a></li><li><a href="/about">About Us</a></li></ul></nav>
<nav class="hsg-breadcrumb" aria-label="breadcrumbs"><ol><li><a href="/">Home</a></li><li><a href="/historicaldocuments">Historical Documents</a></li><li>Document 12</li></ol></nav>
<div class="row"><div class="hsg-main-content" id="content-inner">
<div class="hsg-navigation-title"><h1><a href="/historicaldocuments/frus1958-60v99">Foreign Relations of the United States, 1958–1960, Volume XCIX</a></h1></div>
<div class="content"><div class="tei-div4" id="d12">
<h4 class="tei-head7">12. Telegram From the Embassy in Norland to the Department of State<sup><a class="note" href="#fn:1.5.4.12.3" id="fnref:1.5.4.12.3" rel="footnote">1</a></sup></h4>
<div class="tei-opener"><p class="tei-dateline"><em class="tei-hi"><span class="tei-placeName">Harwick</span>, <span class="tei-date">May 4, 1958, 6 p.m.</span></em></p></div>
<p class="tei-p3">839. Saw <span class="tei-persName"><a href="persons#p_XY1">Marlow</a></span> last night.<sup><a class="note" href="#fn:1.5.4.12.7" id="fnref:1.5.4.12.7" rel="footnote">2</a></sup> He said the harbor agreement of 1957<sup><a class="note" href="#fn:1.5.4.12.8" id="fnref:1.5.4.12.8" rel="footnote">3</a></sup> would be kept, and that the Cabinet <span class="tei-pb"><a href="/historicaldocuments/frus1958-60v99/pg_41" id="pg_41">[Page 41]</a></span> had approved it on May 2.</p>
<p class="tei-p3">He would raise it again <em>in private</em>.</p>
<div class="tei-closer"><p class="tei-signed"><span class="tei-hi"><strong>Sandor</strong></span></p></div>
</div></div>
<div class="footnotes"><ol><li class="footnote" id="fn:1.5.4.12.3" value="1"><div class="fn-content"><strong>Source</strong>: Department of State, Central Files, 611.99/5–458. Confidential; Priority. Repeated to London. <a class="fn-back" href="#fnref:1.5.4.12.3">↩</a></div></li>
<li class="footnote" id="fn:1.5.4.12.7" value="2"><div class="fn-content">Telegram 812 from Harwick, May 1, reported an earlier talk. (<em>Ibid.</em>, 611.99/5–158) <a class="fn-back" href="#fnref:1.5.4.12.7">↩</a></div></li>
<li class="footnote" id="fn:1.5.4.12.8" value="3"><div class="fn-content">Not printed. <a class="fn-back" href="#fnref:1.5.4.12.8">↩</a></div></li></ol></div>
</div>
<aside class="hsg-aside"><h2>Persons</h2><ul><li><a href="p1">Marlow, John</a>, Minister</li></ul></aside></div>
<footer class="hsg-footer"><p>Office of the Historian, Foreign Service Institute</p><p>history@state.gov</p></footer>
</body></html>
"""

WILSON = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Report on the Harbor Talks | Wilson Center Digital Archive</title><meta property="og:site_name" content="Wilson Center Digital Archive"><link rel="canonical" href="https://digitalarchive.wilsoncenter.org/document/report-harbor-talks"></head><body>
<a href="#main" class="skip-link visually-hidden">Skip to main content</a>
<header role="banner" class="site-header"><nav><ul><li><a href="/browse">Browse</a></li><li><a href="/about">About</a></li></ul></nav></header>
<nav class="breadcrumb"><a href="/">Home</a></nav>
<main role="main"><article class="document">
<div class="document-date">June 12, 1961</div>
<h1>Report on the Harbor Talks</h1>
<p>This document was made possible with support from Carnegie Corporation of New York</p>
<div class="citation"><h2>Citation</h2><div><p>"Report on the Harbor Talks", June 12, 1961, Wilson Center Digital Archive, State Archive of Norland, f. 3, op. 2, d. 14, ll. 1-3. Translated by Ruth Ellery. <a href="https://digitalarchive.wilsoncenter.org/document/report-harbor-talks">https://digitalarchive.wilsoncenter.org/document/report-harbor-talks</a></p></div><button>Copy</button></div>
<ul class="share-links"><li><a href="https://x.example">Share</a></li></ul>
<div class="summary"><h2>Summary</h2><p>The ambassador reports on two days of talks.</p></div>
<div><h2>Original Language</h2><p>Russian</p></div>
<div><h2>Contents</h2><h3>Translation - English</h3>
<div class="document-text"><p>Moscow, 12 June 1961</p><p><strong>Top Secret</strong></p><p>To Comrade Orlov</p>
<p>On 10 June the talks began in the harbor office.<a href="#_ftn1" name="_ftnref1" title="">[1]</a> Comrade Velin said that <em>nothing</em> had changed.</p><p>The ambassador replied that the matter would be reported.<a href="#_ftn2" name="_ftnref2">[2]</a></p>
<div><br clear="all"><hr align="left" size="1" width="33%"><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> The office of the harbor master.</p></div><div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> See the report of 14 June.</p><p>It is not printed here.</p></div></div></div></div>
<section><h2>Document Information</h2><dl><dt>Source</dt><dd>State Archive of Norland, f. 3, op. 2, d. 14, ll. 1-3. Translated by Ruth Ellery.</dd><dt>Rights</dt><dd>The Digital Archive team welcomes comments.</dd><dt>Record ID</dt><dd>112233</dd></dl></section>
</article></main>
<aside><h2>Related Documents</h2><a href="/document/1">Another one</a></aside>
<footer><p>Wilson Center, One Woodrow Wilson Plaza</p></footer></body></html>
"""

FOUNDERS = """\
<!DOCTYPE html><html><head><meta charset="utf-8"><title>Founders Online: To Adam Smithson from Ezra Coles, 4 May 1790</title><link rel="canonical" href="https://founders.archives.gov/documents/Smithson/01-02-02-0015"></head><body>
<div id="header"><div class="masthead"><a href="/"><img alt="Founders Online"></a></div><ul id="nav"><li><a href="/index">Home</a></li><li><a href="/content">Volumes</a></li><li><a href="/about">About</a></li></ul></div>
<div id="main"><div class="docbody" role="main"><div class="innerdiv">
<h1 class="title">To Adam Smithson from Ezra Coles, 4 May 1790</h1>
<h2>From Ezra Coles</h2>
<p class="dateline"><span>Richmond May 4th. 1790.</span></p>
<p>Dear Sir</p>
<p>I received your favor of the 28th. Ult.<a href="#SMTH-01-02-02-0015-fn-0001" id="SMTH-01-02-02-0015-fn-0001-ptr"><sup>1</sup></a> and am much <i>obliged</i> by it. The corn is planted.<a href="#SMTH-01-02-02-0015-fn-0002" id="SMTH-01-02-02-0015-fn-0002-ptr"><sup>2</sup></a></p>
<p>I am Dear Sir Your most obedt. Servt.</p><p>Ezra Coles</p>
<p class="source">RC (DLC).</p>
<div class="footnotes"><p><a href="#SMTH-01-02-02-0015-fn-0001-ptr" id="SMTH-01-02-02-0015-fn-0001"><sup>1</sup></a>. Letter not found.</p><p><a href="#SMTH-01-02-02-0015-fn-0002-ptr" id="SMTH-01-02-02-0015-fn-0002"><sup>2</sup></a>. At the lower farm.</p></div>
</div></div><div class="sidebar"><h3>Index Entries</h3><ul><li><a href="/?q=a">Coles, Ezra; letters from</a></li></ul></div></div>
<div id="footer">National Archives and Records Administration</div></body></html>
"""

GUTENBERG = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Hill Farm | Project Gutenberg</title></head><body>
<section class="pg-boilerplate pgheader" id="pg-header" lang="en"><h2 id="pg-header-heading" title="">The Project Gutenberg eBook of <span lang="en" id="pg-title-no-subtitle">The Hill Farm</span></h2>
<div>This ebook is for the use of anyone anywhere in the United States and most other parts of the world at no cost and with almost no restrictions whatsoever. You may copy it, give it away or re-use it under the terms of the Project Gutenberg License included with this ebook or online at <a class="reference external" href="https://www.gutenberg.org">www.gutenberg.org</a>.</div>
<div class="container" id="pg-machine-header"><p><strong>Title</strong>: The Hill Farm</p><p><strong>Author</strong>: Mary Lowell</p><p><strong>Language</strong>: English</p></div>
<div id="pg-start-separator"><span>*** START OF THE PROJECT GUTENBERG EBOOK THE HILL FARM ***</span></div></section>
<h1>THE HILL FARM</h1><p class="center">BY MARY LOWELL</p>
<h2>CHAPTER I.</h2><p>The farm stood alone on the hill.<a id="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a> Nobody had lived there for ten years, and the old road that once led to it was <i>quite</i> gone.</p>
<p><span class="pagenum"><a id="Page_12">[Pg 12]</a></span>In the spring the brook ran past the door.<a id="FNanchor_2_2"></a><a href="#Footnote_2_2" class="fnanchor">[2]</a></p>
<h2>CHAPTER II.</h2><p>There was snow in the night.</p>
<div class="footnotes"><h3>FOOTNOTES:</h3><div class="footnote"><p><a id="Footnote_1_1"></a><a href="#FNanchor_1_1"><span class="label">[1]</span></a> The hill is in the north.</p></div>
<div class="footnote"><p><a id="Footnote_2_2"></a><a href="#FNanchor_2_2"><span class="label">[2]</span></a> It is called the Ran.</p></div></div>
<section class="pg-boilerplate pgfooter" id="pg-footer" lang="en"><div id="pg-end-separator"><span>*** END OF THE PROJECT GUTENBERG EBOOK THE HILL FARM ***</span></div><div>Updated editions will replace the previous one—the old editions will be renamed.</div></section></body></html>
"""

#: the same document of FRUS, as it is copied from the page
FRUS_COPIED = """\
12. Telegram From the Embassy in Norland to the Department of State1

Harwick, May 4, 1958, 6 p.m.

839. Saw Marlow last night.2 He said the harbor agreement of 19573 would be kept, and that the Cabinet [Page 41] had approved it on May 2.

He would raise it again in private.

Sandor

  1. Source: Department of State, Central Files, 611.99/5–458. Confidential; Priority. Repeated to London.
  2. Telegram 812 from Harwick, May 1, reported an earlier talk. (Ibid., 611.99/5–158)
  3. Not printed.
"""

#: the record of the Wilson Center, as it is copied from the page
WILSON_COPIED = """\
June 12, 1961

Report on the Harbor Talks

This document was made possible with support from Carnegie Corporation of New York

Citation:

"Report on the Harbor Talks", June 12, 1961, Wilson Center Digital Archive, State Archive of Norland, f. 3, op. 2, d. 14, ll. 1-3. Translated by Ruth Ellery. <https://digitalarchive.wilsoncenter.org/document/report-harbor-talks>

Summary:

The ambassador reports on two days of talks.

Original Language:

Russian

Contents:

Translation - English

Moscow, 12 June 1961

Top Secret

To Comrade Orlov

On 10 June the talks began in the harbor office.[1] Comrade Velin said that nothing had changed.

The ambassador replied that the matter would be reported.[2]

[1] The office of the harbor master.

[2] See the report of 14 June.

It is not printed here.

Document Information

Source

State Archive of Norland, f. 3, op. 2, d. 14, ll. 1-3. Translated by Ruth Ellery.

Rights

The Digital Archive team welcomes comments.

Record ID

112233
"""
