"""A small stratified cluster sample, and what R's survey package (4.1.1, R 4.2.2) says of it.

Three strata with 4, 3 and 1 sampled clusters; x has two missing answers. Made up for these tests.
"""

from io import StringIO

import pandas as pd

from dss_core.analysis.statistics.design import LonelyRule, Sample, SurveyDesign, sample_of

ROWS = """stratum,cluster,weight,size,group,answer,x,y
a,1,3.83,9,r,no,24.4,24.8
a,1,2.4,9,p,no,,15.4
a,1,2.14,9,p,no,16.6,22.7
a,1,2.22,9,p,no,33.7,47.1
a,2,1.4,9,p,yes,23.2,34.3
a,2,1.5,9,p,no,23.6,25.9
a,2,1.55,9,r,yes,34.0,49.2
a,3,1.06,9,q,yes,25.1,28.4
a,3,2.76,9,r,no,25.6,26.4
a,3,2.07,9,q,no,40.6,44.4
a,3,1.77,9,p,no,27.3,32.8
a,4,2.1,9,r,yes,34.6,46.8
a,4,1.36,9,p,no,23.4,27.6
a,4,2.57,9,q,yes,23.5,32.7
a,4,2.3,9,p,yes,30.6,39.9
b,1,2.02,6,r,no,,35.9
b,1,2.88,6,r,no,19.3,24.0
b,1,3.16,6,p,no,33.1,39.8
b,2,1.75,6,r,no,25.7,38.3
b,2,2.91,6,q,no,20.5,21.8
b,2,2.89,6,q,yes,24.3,28.8
b,3,3.53,6,q,yes,14.4,21.6
b,3,2.36,6,q,no,38.8,48.1
b,3,1.87,6,q,yes,15.9,22.4
c,1,2.02,5,p,no,23.1,32.1
c,1,3.6,5,q,yes,22.9,31.8
c,1,3.28,5,q,no,25.0,28.5
"""

DESIGN = SurveyDesign("weight", "stratum", "cluster", "size")


def small_survey() -> pd.DataFrame:
    return pd.read_csv(StringIO(ROWS))


def small_sample(lonely: LonelyRule = LonelyRule.CENTERED) -> Sample:
    return sample_of(small_survey(), SurveyDesign("weight", "stratum", "cluster", "size", lonely=lonely))
